using System.Text.Json.Serialization;
using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>What a trusted author states of a vulnerability in a product.</summary>
/// <param name="Status"><c>not_affected</c>, <c>affected</c>, <c>fixed</c> or <c>under_investigation</c>.</param>
/// <param name="Justification">OpenVEX's word for why it is not affected; null when none is given.</param>
/// <param name="Remark">The author's own words.</param>
/// <param name="Author">As the document names it.</param>
public sealed record FoundVex(string Status, string? Justification, string? Remark, string Author)
{
    /// <summary><c>attested</c> (it came with the image), <c>uploaded</c>, or <c>file</c> (named on a command line). Null in evidence of before this was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>Who vouches for the document: the configured name of the key or identity that attested it, or the API key that uploaded it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signer { get; init; }

    /// <summary>Digest of the document that says it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Digest? Document { get; init; }
}
