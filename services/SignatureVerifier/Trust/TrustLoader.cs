using System.Text;
using Attestry.Hosting.Options;
using Attestry.Sigstore.InToto.Provenance;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;

namespace Attestry.SignatureVerifier.Trust;

internal static class TrustLoader
{
    /// <summary>Reads the configured keys, identities with the root that they rest on, rules, builders and Notation's documents.</summary>
    /// <exception cref="OptionsException">A file cannot be read or is not what it should be, or a pattern is none; the message names the setting.</exception>
    internal static RepositoryTrust Load(TrustOptions options) => new(
        new([.. options.Keys.Select(Key)]),
        [.. options.Identities.Select(Identity)],
        Root(options.TrustedRoot),
        [.. options.Rules.Select(rule => Rule(rule, options)), new() { MinLogEntries = options.MinLogEntries, MinTimestamps = options.MinTimestamps }],
        [.. options.Builders.Select(Builder)],
        NotationLoader.Load(options.Notation));

    private static TrustedRoot? Root(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var (root, finding) = TrustedRoot.Read(Encoding.UTF8.GetBytes(text));
        return root ?? throw new OptionsException($"Setting 'Trust:{nameof(TrustOptions.TrustedRoot)}': {finding!.Message}");
    }

    private static TrustedKey Key(TrustedKeyOptions key, int index)
    {
        var setting = $"Trust:Keys:{index}:{(key.Path is null ? nameof(key.Pem) : nameof(key.Path))}";
        try
        {
            var text = key.Path is { } path ? File.ReadAllText(path) : key.Pem!;
            var algorithm = key.Algorithm is null ? SignatureAlgorithm.None : SignatureAlgorithm.RsaPss;
            return new(key.Name, VerificationKey.FromText(text, algorithm), key.Repositories);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new OptionsException($"Setting '{setting}': {e.Message}", e);
        }
    }

    private static NamedIdentity Identity(TrustedIdentityOptions identity, int index) => Patterned($"Identities:{index}", () => new NamedIdentity(
        identity.Name,
        new(Pattern(identity.Issuer, identity.IssuerPattern), Pattern(identity.Subject, identity.SubjectPattern)),
        identity.Repositories));

    private static TrustedBuilder Builder(TrustedBuilderOptions builder, int index) =>
        Patterned($"Builders:{index}", () => new TrustedBuilder(Pattern(builder.Id, builder.IdPattern), builder.Level, builder.Signers, builder.Repositories));

    private static SignatureRule Rule(TrustRuleOptions rule, TrustOptions options) => new()
    {
        Repositories = rule.Repositories,
        Signers = rule.Signers,
        Threshold = rule.Threshold,
        MinLogEntries = rule.MinLogEntries ?? options.MinLogEntries,
        MinTimestamps = rule.MinTimestamps ?? options.MinTimestamps,
        ProveKeys = rule.ProveKeys,
        MaxAge = rule.MaxAgeDays is { } days ? TimeSpan.FromDays(days) : null,
        RequireCurrentCertificate = rule.RequireCurrentCertificate,
        UnsafeWithoutSct = rule.UnsafeWithoutSct,
    };

    private static T Patterned<T>(string setting, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (ArgumentException e)
        {
            throw new OptionsException($"Setting 'Trust:{setting}': {e.Message}", e);
        }
    }

    private static TextPattern Pattern(string? exact, string? expression) =>
        expression is { Length: > 0 } ? TextPattern.Matching(expression) : TextPattern.Exactly(exact!);
}
