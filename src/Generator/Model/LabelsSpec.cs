namespace SoftmaxGen.Generator.Model;

/// <summary>The enumeration that names a head's classes: its values are 0 to N - 1.</summary>
/// <param name="Type">The full name as source text: <c>global::Garden.Species</c>.</param>
/// <param name="Underlying">The keyword of its underlying type.</param>
/// <param name="Names">The name of each class, as the user wrote it, without <c>@</c>.</param>
internal sealed record LabelsSpec(string Type, string Underlying, EquatableArray<string> Names);
