using System.Text;
using Attestry.Hosting.Options;
using Attestry.Sigstore.Trust;

namespace Attestry.SignatureVerifier.Trust;

internal static class IdentityLoader
{
    /// <summary>Reads the configured identities and the root that they rest on.</summary>
    /// <exception cref="OptionsException">The root cannot be read, or a pattern is none; the message names the setting.</exception>
    internal static TrustedIdentities Load(TrustOptions options)
    {
        if (options.Identities.Count == 0)
            return new(Trust: null);
        var (root, finding) = TrustedRoot.Read(Encoding.UTF8.GetBytes(options.TrustedRoot!));
        return root is null
            ? throw new OptionsException($"Setting 'Trust:{nameof(TrustOptions.TrustedRoot)}': {finding!.Message}")
            : new(new KeylessTrust(root, [.. options.Identities.Select(Load)], options.MinLogEntries, options.MinTimestamps));
    }

    private static NamedIdentity Load(TrustedIdentityOptions identity, int index)
    {
        try
        {
            var trusted = new TrustedIdentity(Pattern(identity.Issuer, identity.IssuerPattern), Pattern(identity.Subject, identity.SubjectPattern));
            return new(identity.Name, trusted, identity.Repositories);
        }
        catch (ArgumentException e)
        {
            throw new OptionsException($"Setting 'Trust:Identities:{index}': {e.Message}", e);
        }
    }

    private static TextPattern Pattern(string? exact, string? expression) =>
        expression is { Length: > 0 } ? TextPattern.Matching(expression) : TextPattern.Exactly(exact!);
}
