namespace Attestry.Cli.Sboms;

/// <param name="Package">As it was asked for.</param>
/// <param name="Answers">One for each package of that name.</param>
internal sealed record WhyReport(string Target, string Package, IReadOnlyList<WhyAnswer> Answers);
