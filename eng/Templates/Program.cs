using SoftmaxGen.Templates;

// Writes the kernels that the templates of src/Runtime/Templates give.
string repository = Directory.GetCurrentDirectory();
while (!Directory.Exists(Path.Combine(repository, TemplateExpander.Templates)))
    repository = Path.GetDirectoryName(repository) ?? throw new DirectoryNotFoundException("This is no repository.");

IReadOnlyList<Expansion> expansions = new TemplateExpander(repository).Expand();
string directory = Path.Combine(repository, TemplateExpander.Expansions);
if (Directory.Exists(directory))
    Directory.Delete(directory, recursive: true);
Directory.CreateDirectory(directory);
foreach (Expansion expansion in expansions)
    File.WriteAllText(Path.Combine(repository, expansion.Path), expansion.Text);
Console.WriteLine($"{expansions.Count} files in {TemplateExpander.Expansions}");
