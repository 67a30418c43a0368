using System.Security.Cryptography.X509Certificates;

namespace Attestry.TestKit.Signing;

/// <summary>What a certificate for a signer should say; as it stands, what Fulcio writes.</summary>
public sealed record TestLeaf
{
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>An address when it has an '@' and no scheme, else a URI.</summary>
    public string Subject { get; init; } = "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main";

    public string Issuer { get; init; } = "https://token.actions.githubusercontent.com";

    public DateTimeOffset NotBefore { get; init; } = TestSigstore.SignedAt.AddMinutes(-1);

    public DateTimeOffset NotAfter { get; init; } = TestSigstore.SignedAt.AddMinutes(9);

    /// <summary>Null for no extended key usage.</summary>
    public string? Purpose { get; init; } = CodeSigning;

    public bool IsAuthority { get; init; }

    /// <summary>Fulcio's extensions beside the issuer, by the last number of their identifier.</summary>
    public IReadOnlyDictionary<int, string> Claims { get; init; } = new Dictionary<int, string>();

    public IReadOnlyList<X509Extension> Further { get; init; } = [];
}
