using System.Text.Json.Serialization;
using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>A VEX document that was looked at when vulnerabilities were judged.</summary>
/// <param name="Source"><c>attested</c>, <c>attached</c>, <c>uploaded</c> or <c>file</c>.</param>
/// <param name="Document">Digest of its bytes, as in <see cref="FoundVexDocument"/>.</param>
/// <param name="Signer">Who vouches for it; null when nobody does.</param>
/// <param name="Counts">Its statements are applied; false of what nobody who is trusted signed.</param>
/// <param name="Decides">Of how many of the vulnerabilities here one of its statements is the one that counts.</param>
public sealed record ConsideredVex(string Source, Digest Document, string? Signer, bool Counts, int Decides)
{
    /// <summary>Digest of the manifest that it comes with; null of one that came otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Digest? Subject { get; init; }
}
