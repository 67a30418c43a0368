using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Notation;

/// <summary>A trust policy document (<c>trustpolicy.json</c>) and the trust stores that it names. Immutable.</summary>
public sealed class NotationTrust
{
    private const string Everywhere = "*";

    private readonly IReadOnlyList<NotationPolicy> _policies;

    private readonly Dictionary<string, IReadOnlyList<Certificate>> _stores;

    private NotationTrust(IReadOnlyList<NotationPolicy> policies, Dictionary<string, IReadOnlyList<Certificate>> stores) => (_policies, _stores) = (policies, stores);

    /// <param name="policy">The document, JSON.</param>
    /// <param name="stores">DER certificates by <c>type:name</c>: <c>ca:acme</c>, <c>signingAuthority:acme</c>, <c>tsa:acme</c>.</param>
    /// <returns>The trust, or a finding that says what is wrong with the document or a certificate.</returns>
    public static (NotationTrust? Trust, Finding? Finding) Read(ReadOnlyMemory<byte> policy, IReadOnlyDictionary<string, IReadOnlyList<byte[]>> stores)
    {
        var reading = Reading<List<NotationPolicy>>.Of(policy, NotationLimits.PolicyBytes, "Notation trust policy", NotationPolicyReader.Read);
        if (!reading.Succeeded)
            return (null, reading.Finding);
        var read = new Dictionary<string, IReadOnlyList<Certificate>>(StringComparer.Ordinal);
        foreach (var (name, certificates) in stores)
        {
            try
            {
                read[name] = certificates.Count <= NotationLimits.CertificatesInStore
                    ? [.. certificates.Select(der => Anchor(der, name))]
                    : throw new FormatException($"{certificates.Count} certificates; at most {NotationLimits.CertificatesInStore} are read.");
            }
            catch (FormatException e)
            {
                return (null, new(CertificateFindings.Malformed, Severity.High, $"Trust store {Primitives.Bounded.Quote(name)}: {e.Message}"));
            }
        }
        var missing = reading.Value.SelectMany(one => one.Stores).FirstOrDefault(name => !read.TryGetValue(name, out var found) || found.Count == 0);
        return missing is null
            ? (new(reading.Value, read), null)
            : (null, new(SignatureFindings.Malformed, Severity.High, $"The trust policy names the trust store {Primitives.Bounded.Quote(missing)}, which has no certificate."));
    }

    /// <summary>What applies in one repository; null when no statement names it.</summary>
    /// <param name="repository"><c>registry/repository</c>.</param>
    public NotationScope? For(string repository)
    {
        var policy = _policies.FirstOrDefault(one => one.Scopes.Contains(repository)) ?? _policies.FirstOrDefault(one => one.Scopes.Contains(Everywhere));
        return policy is null ? null : new(policy, type => [.. policy.Stores.Where(name => name.StartsWith($"{type}:", StringComparison.Ordinal)).SelectMany(name => _stores[name])]);
    }

    // trust-store-trust-policy.md §trust store: authorities, or in the ca store a certificate that signed itself.
    private static Certificate Anchor(byte[] der, string store)
    {
        var certificate = CertificateReader.Read(der);
        var self = certificate.Issuer.Span.SequenceEqual(certificate.Subject.Span);
        if (store.StartsWith("tsa:", StringComparison.Ordinal) && !(self && certificate.IsAuthority))
            throw new FormatException("A certificate is no root of a timestamp authority.");
        return certificate.IsAuthority || self ? certificate : throw new FormatException("A certificate is neither an authority's nor signed by itself.");
    }
}
