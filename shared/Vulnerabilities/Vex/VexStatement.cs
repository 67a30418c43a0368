namespace Attestry.Vulnerabilities.Vex;

/// <param name="Vulnerabilities">Name and aliases of the vulnerability.</param>
/// <param name="Time">The statement's own, else the document's: of two about the same the later counts.</param>
/// <param name="Justification">Why the product is not affected: <c>vulnerable_code_not_in_execute_path</c>.</param>
/// <param name="Remark">The impact or action statement, for people.</param>
public sealed record VexStatement(
    IReadOnlyList<string> Vulnerabilities, IReadOnlyList<VexProduct> Products, VexStatus Status, string? Justification, string? Remark, DateTimeOffset Time, string Author)
{
    /// <summary>Null until somebody says where the document is from.</summary>
    public VexOrigin? Origin { get; init; }
}
