using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace SoftmaxGen.Package.Tests;

/// <summary>The package holds what a project needs, and nothing else.</summary>
public sealed class ContentTests : IDisposable
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
                "buildTransitive/SoftmaxGen.props",
                "buildTransitive/SoftmaxGen.targets",
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
        Assert.Equal(["net10.0"], Element("dependencies").Elements().Select(group => group.Attribute("targetFramework")!.Value).Order());
        Assert.All(Element("dependencies").Elements(), group => Assert.Empty(group.Elements()));

        XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);
        string Value(string name) => Element(name).Value;
    }

    [Fact]
    public void Readme_is_the_one_of_the_repository() => Assert.Equal(TestFiles.Readme, Text("README.md"));

    [Fact]
    public void Messages_of_builds_link_to_their_pages()
    {
        XElement[] messages = [.. XDocument.Parse(Text("buildTransitive/SoftmaxGen.targets")).Descendants().Where(element => element.Attribute("Code") is not null)];

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
