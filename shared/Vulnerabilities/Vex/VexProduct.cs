namespace Attestry.Vulnerabilities.Vex;

/// <summary>What a statement is about.</summary>
/// <param name="Ids">Its <c>@id</c> and package URL, each as written.</param>
/// <param name="Sha256">Hexadecimal, lower case, of the product's content; null when not given.</param>
/// <param name="Subcomponents">Package URLs of the packages inside that are meant; empty for the product as a whole.</param>
public sealed record VexProduct(IReadOnlyList<string> Ids, string? Sha256, IReadOnlyList<string> Subcomponents);
