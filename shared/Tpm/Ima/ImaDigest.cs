namespace Attestry.Tpm.Ima;

/// <summary>A digest in an entry.</summary>
/// <param name="Algorithm">As the kernel names it: <c>sha256</c>.</param>
/// <param name="Type"><c>ima</c>: of the file's content; <c>verity</c>: of its fs-verity Merkle tree.</param>
public sealed record ImaDigest(string Algorithm, ReadOnlyMemory<byte> Value, string Type = "ima")
{
    public bool IsVerity => Type == "verity";

    /// <summary><c>sha256:0a1b…</c>, with <c>verity:</c> before it when it is one.</summary>
    public override string ToString() => $"{(IsVerity ? "verity:" : "")}{Algorithm}:{Convert.ToHexStringLower(Value.Span)}";
}
