using System.ComponentModel;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SoftmaxGen.Package.Tests;

/// <summary>The package holds what a project needs, and nothing else.</summary>
public sealed partial class ContentTests : IDisposable
{
    private readonly ZipArchive _package = ZipFile.OpenRead(TestFiles.Package);

    public void Dispose() => _package.Dispose();

    [Fact]
    public void Package_holds_these_files_and_no_others() =>
        Assert.Equal(
            [
                "LICENSE",
                "README.md",
                "SoftmaxGen.nuspec",
                "analyzers/dotnet/cs/SoftmaxGen.CodeFixes.dll",
                "analyzers/dotnet/cs/SoftmaxGen.Generator.dll",
                "buildTransitive/net10.0/SoftmaxGen.props",
                "buildTransitive/net10.0/SoftmaxGen.targets",
                "icon.png",
                "lib/net10.0/SoftmaxGen.Attributes.dll",
                "lib/net10.0/SoftmaxGen.Attributes.xml",
                "lib/net10.0/SoftmaxGen.Runtime.dll",
                "lib/net10.0/SoftmaxGen.Runtime.xml",
            ],
            _package.Entries.Select(entry => entry.FullName).Where(name => !IsOfTheFormat(name)).Order(StringComparer.Ordinal));

    [Fact]
    public void Package_says_what_it_is_and_depends_on_no_other()
    {
        XElement metadata = XDocument.Parse(Text("SoftmaxGen.nuspec")).Root!.Elements().Single();

        Assert.Equal("SoftmaxGen", Value("id"));
        Assert.Equal(Path.GetFileName(TestFiles.Package), $"SoftmaxGen.{Value("version")}.nupkg");
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEqual("", Value("description"));
        Assert.NotEqual("", Value("tags"));
        Assert.NotEqual("", Value("title"));
        Assert.NotEqual("", Value("copyright"));
        Assert.DoesNotContain(metadata.Elements(), element => element.Name.LocalName == "requireLicenseAcceptance" && element.Value == "true");
        Assert.Equal(TestFiles.RepositoryUrl, Value("projectUrl"));
        Assert.Equal(("git", TestFiles.RepositoryUrl, "main"), (Repository("type"), Repository("url"), Repository("branch")));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal(["net10.0"], Element("dependencies").Elements().Select(group => group.Attribute("targetFramework")!.Value).Order());
        Assert.All(Element("dependencies").Elements(), group => Assert.Empty(group.Elements()));

        XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);
        string Value(string name) => Element(name).Value;
        string Repository(string name) => Element("repository").Attribute(name)!.Value;
    }

    [Fact]
    public void Release_notes_are_the_section_of_the_changelog()
    {
        XElement metadata = XDocument.Parse(Text("SoftmaxGen.nuspec")).Root!.Elements().Single();
        string version = Value("version");
        string[] sections = File.ReadAllText(TestFiles.InRepository("CHANGELOG.md")).Split("\n## ");
        string newest = sections.Skip(1).First(section => !section.StartsWith("[Unreleased]", StringComparison.Ordinal));

        // The newest release is this version, and links end the page.
        Assert.StartsWith($"[{version}]", newest, StringComparison.Ordinal);
        Assert.Equal("## " + newest.Split("\n[")[0].TrimEnd(), Value("releaseNotes").ReplaceLineEndings("\n"));
        Assert.Contains($"\n[{version}]: {TestFiles.RepositoryUrl}/releases/tag/v{version}\n", sections[^1], StringComparison.Ordinal);

        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    [Fact]
    public void Pages_name_the_version_of_the_package()
    {
        string[] versions = [.. TestFiles.Pages.SelectMany(page => VersionOfPackage().Matches(TestFiles.Text(page))).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Equal(TestFiles.Version, version));
    }

    [Fact]
    public void Readme_is_the_one_of_the_repository_with_absolute_links()
    {
        const string Raw = "https://raw.githubusercontent.com/SoftmaxGen/SoftmaxGen/main/";
        string expected = TestFiles.Readme, packed = Text("README.md");
        HashSet<string> pictures = [.. Picture().Matches(expected).Select(match => match.Groups[1].Value)];

        foreach (string link in TestFiles.Links(expected).Distinct().Where(IsRelative))
            expected = expected.Replace($"]({link})", $"]({(pictures.Contains(link) ? Raw : $"{TestFiles.RepositoryUrl}/blob/main/")}{link})", StringComparison.Ordinal);

        Assert.Equal(expected, packed);
        Assert.DoesNotContain(TestFiles.Links(packed), IsRelative);

        static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal) && link[0] != '#';
    }

    [Fact]
    public void Documentation_of_the_library_is_that_of_what_users_call()
    {
        XElement[] members = [.. XDocument.Parse(Text("lib/net10.0/SoftmaxGen.Runtime.xml")).Descendants("member")];
        Type[] types = [.. Runtime().GetExportedTypes().Where(type => type.Namespace == "SoftmaxGen")];

        Assert.DoesNotContain(members, member => member.Attribute("name")!.Value[2..].StartsWith("SoftmaxGen.Runtime.", StringComparison.Ordinal));

        // One takes its documentation from another overload.
        Assert.All(members, member => Assert.True(!string.IsNullOrWhiteSpace(member.Element("summary")?.Value) || member.Element("inheritdoc") is not null, member.ToString()));
        Assert.Contains(types, type => type.Name == "ISoftmaxHead`1");
        Assert.Equal(
            types.SelectMany(Documented).Order(StringComparer.Ordinal),
            members.Select(member => member.Attribute("name")!.Value.Split('(')[0]).Order(StringComparer.Ordinal));

        // All but accessors, which the property stands for, and the field behind an enum.
        static IEnumerable<string> Documented(Type type) =>
        [
            $"T:{type.FullName}",
            .. type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodBase { IsSpecialName: true } and not FieldInfo { IsSpecialName: true })
                .Select(member => $"{(member is PropertyInfo ? 'P' : member is FieldInfo ? 'F' : 'M')}:{type.FullName}.{member.Name}"),
        ];
    }

    [Fact]
    public void Editors_do_not_offer_what_generated_code_alone_calls() =>
        Assert.All(
            Runtime().GetExportedTypes().Where(type => !type.IsNested),
            type => Assert.Equal(
                type.Namespace == "SoftmaxGen" ? EditorBrowsableState.Always : EditorBrowsableState.Never,
                type.GetCustomAttribute<EditorBrowsableAttribute>()?.State ?? EditorBrowsableState.Always));

    [Fact]
    public void Messages_of_builds_link_to_their_pages()
    {
        XElement[] messages = [.. XDocument.Parse(Text("buildTransitive/net10.0/SoftmaxGen.targets")).Descendants().Where(element => element.Attribute("Code") is not null)];

        Assert.Equal(["SMG100", "SMG101"], messages.Select(message => message.Attribute("Code")!.Value));
        Assert.All(messages, message =>
        {
            string id = message.Attribute("Code")!.Value, page = $"docs/diagnostics/{id}.md";
            Assert.Equal($"{TestFiles.RepositoryUrl}/blob/main/{page}", message.Attribute("HelpLink")!.Value);
            Assert.StartsWith($"# {id}: ", File.ReadAllText(TestFiles.InRepository(page)), StringComparison.Ordinal);
        });
    }

    [BuildServerFact]
    public void Assemblies_have_no_path_of_the_build() =>
        Assert.All(
            _package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)),
            entry => Assert.All(SourcePaths(entry), path => Assert.StartsWith("/_", path, StringComparison.Ordinal)));

    [Fact]
    public void Assemblies_are_deterministic() =>
        Assert.All(
            _package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)),
            entry =>
            {
                using PEReader reader = new(new MemoryStream(Bytes(entry)));
                Assert.Contains(reader.ReadDebugDirectory(), item => item.Type == DebugDirectoryEntryType.Reproducible);
            });

    // What every package has: relations and content types.
    private static bool IsOfTheFormat(string name) =>
        name is "_rels/.rels" or "[Content_Types].xml" || name.StartsWith("package/services/metadata/core-properties/", StringComparison.Ordinal);

    [GeneratedRegex(@"SoftmaxGen(?:[.@]|"" Version="")(\d+\.\d+\.\d+)")]
    private static partial Regex VersionOfPackage();

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)]+)\)")]
    private static partial Regex Picture();

    private Assembly Runtime()
    {
        AssemblyLoadContext context = new("Package", isCollectible: true);
        context.Resolving += (context, name) => _package.GetEntry($"lib/net10.0/{name.Name}.dll") is { } entry ? Load(entry) : null;
        return Load(_package.GetEntry("lib/net10.0/SoftmaxGen.Runtime.dll")!);

        Assembly Load(ZipArchiveEntry entry) => context.LoadFromStream(new MemoryStream(Bytes(entry)));
    }

    private string Text(string name)
    {
        using StreamReader reader = new(_package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The files that an assembly was compiled from, as its embedded symbols name them.</summary>
    private static string[] SourcePaths(ZipArchiveEntry entry)
    {
        using PEReader assembly = new(new MemoryStream(Bytes(entry)));
        DebugDirectoryEntry embedded = assembly.ReadDebugDirectory().Single(item => item.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        MetadataReader symbols = provider.GetMetadataReader();
        return [.. symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name))];
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
