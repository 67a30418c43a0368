namespace Attestry.Contracts.Evidence;

/// <summary>What a trusted author states of a vulnerability in a product.</summary>
/// <param name="Status"><c>not_affected</c>, <c>affected</c>, <c>fixed</c> or <c>under_investigation</c>.</param>
/// <param name="Justification">OpenVEX's word for why it is not affected; null when none is given.</param>
/// <param name="Remark">The author's own words.</param>
/// <param name="Author">As the document names it.</param>
public sealed record FoundVex(string Status, string? Justification, string? Remark, string Author);
