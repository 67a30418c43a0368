namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with the proofs of when a signature was made.</summary>
public static class TimestampFindings
{
    /// <summary>Fewer independent authorities vouch for a time than are demanded.</summary>
    public const string Missing = "timestamp.missing";

    /// <summary>It is no RFC 3161 response that grants a timestamp.</summary>
    public const string Malformed = "timestamp.malformed";

    /// <summary>It is over something else, or was altered.</summary>
    public const string Invalid = "timestamp.invalid";

    /// <summary>No trusted authority made it.</summary>
    public const string Untrusted = "timestamp.untrusted";

    /// <summary>Its time lies outside of what the authority is trusted for, or of its certificates' life.</summary>
    public const string OutsideValidity = "timestamp.outside-validity";

    /// <summary>Its time has not come.</summary>
    public const string InFuture = "timestamp.in-future";
}
