namespace Attestry.Sigstore.Notation;

/// <summary>The kinds of items that COSE headers are made of (RFC 8949 §3.1).</summary>
internal enum CborKind
{
    None = 0,

    Number,

    Bytes,

    Text,

    Array,

    Map,

    Tagged,

    /// <summary>False, true or null.</summary>
    Simple,
}
