namespace Attestry.Cli.Sboms;

/// <param name="Package">Its package URL, or name.</param>
/// <param name="Paths">Each from what nothing needs to the package, shortest first.</param>
/// <param name="Complete">There are no other paths.</param>
internal sealed record WhyAnswer(string Package, IReadOnlyList<IReadOnlyList<string>> Paths, bool Complete);
