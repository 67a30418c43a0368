using Attestry.Primitives;

namespace Attestry.Sigstore.Notation;

/// <summary>The attributes under a Notation signature, as either envelope gives them.</summary>
internal sealed record SignedAttributes
{
    private static readonly string[] Understood = [NotationHeaders.Scheme, NotationHeaders.AuthenticSigningTime, NotationHeaders.Expiry];

    internal required string? ContentType { get; init; }

    internal required string? Scheme { get; init; }

    internal DateTimeOffset? SigningTime { get; init; }

    internal DateTimeOffset? AuthenticSigningTime { get; init; }

    internal DateTimeOffset? Expiry { get; init; }

    internal bool WantsPlugin { get; init; }

    /// <summary>Names of attributes that a reader must understand or refuse.</summary>
    internal required IReadOnlyList<string> Critical { get; init; }

    /// <summary>Demands what both envelopes must have (signature-specification.md §signed attributes).</summary>
    /// <exception cref="FormatException">They are not as the specification has them.</exception>
    /// <exception cref="CriticalAttributeException">It demands what is not known here.</exception>
    internal void Demand()
    {
        if (WantsPlugin || Critical.FirstOrDefault(name => !Understood.Contains(name)) is not null)
            throw new CriticalAttributeException(WantsPlugin ? "It wants to be verified by a plugin." : $"A critical attribute is not known: {Bounded.Quote(Critical.First(name => !Understood.Contains(name)))}.");
        if (ContentType != NotationMediaTypes.Payload)
            throw new FormatException($"The content type is {Bounded.Quote(ContentType)}.");
        if (Scheme is not (NotationHeaders.X509 or NotationHeaders.SigningAuthority))
            throw new FormatException($"The signing scheme is {Bounded.Quote(Scheme)}.");
        if (Critical.Distinct().Count() != Critical.Count)
            throw new FormatException("An attribute is listed as critical twice.");
        Demand(NotationHeaders.Scheme, true);
        Demand(NotationHeaders.Expiry, Expiry is not null);
        Demand(NotationHeaders.AuthenticSigningTime, AuthenticSigningTime is not null);
        // Each scheme has its own time, and not the other's.
        var (own, other) = Scheme == NotationHeaders.X509 ? (SigningTime, AuthenticSigningTime) : (AuthenticSigningTime, SigningTime);
        if (own is null || other is not null)
            throw new FormatException("The signing time is not the one of its scheme.");
    }

    // An attribute that must be critical and is not may be passed over by others; one that is critical and absent is a contradiction.
    private void Demand(string name, bool present)
    {
        if (Critical.Contains(name) != present)
            throw new FormatException(present ? $"{name} is not critical." : $"{name} is critical and absent.");
    }
}
