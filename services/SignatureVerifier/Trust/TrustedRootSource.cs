using System.Text;
using Attestry.Hosting.Options;
using Attestry.Sigstore.Http;
using Attestry.Sigstore.Trust;
using Attestry.Sigstore.Tuf;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Gets the trusted root from where the settings say.</summary>
internal static class TrustedRootSource
{
    private const string Target = "trusted_root.json";

    /// <summary>The same options with the trusted root itself.</summary>
    /// <exception cref="OptionsException">The repository cannot be believed, or neither be reached nor was kept.</exception>
    internal static TrustOptions Resolve(TrustOptions options, TimeProvider time) => options switch
    {
        { Tuf: { } tuf } => options with { TrustedRoot = StartAsync(tuf, time).GetAwaiter().GetResult() },
        { TrustedRoot: "public-good" } => options with { TrustedRoot = Text(PublicInstance.PublicGood) },
        { TrustedRoot: "staging" } => options with { TrustedRoot = Text(PublicInstance.Staging) },
        _ => options,
    };

    /// <summary>The newest one that the repository has.</summary>
    /// <exception cref="OptionsException">The repository cannot be believed: it expired, went back, or lacks signatures.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    internal static async Task<string> FetchAsync(TufOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var http = SigstoreHttp.Create();
        var client = new TufClient(Pinned(options), new HttpTufRepository(http, Url(options)), new FileTufStore(options.CacheFolder), time);
        return Demand(await client.GetAsync(Target, cancellation));
    }

    private static async Task<string> StartAsync(TufOptions options, TimeProvider time)
    {
        Exception? unreachable = null;
        try
        {
            return await FetchAsync(options, time, default);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            unreachable = e;
        }
        // A repository that is down must not stop what was verified before, as long as that has not expired.
        var (kept, finding) = await new TufClient(Pinned(options), null, new FileTufStore(options.CacheFolder), time).GetAsync(Target, default);
        return kept is null
            ? throw new OptionsException($"Setting 'Trust:Tuf': {Url(options)} cannot be reached ({unreachable.Message}), and of what was kept: {finding!.Message}", unreachable)
            : Encoding.UTF8.GetString(kept);
    }

    private static string Demand((byte[]? Content, Primitives.Findings.Finding? Finding) answer) => answer.Content is { } content
        ? Encoding.UTF8.GetString(content)
        : throw new OptionsException($"Setting 'Trust:Tuf': {answer.Finding!.Message} ({answer.Finding.Id})");

    private static ReadOnlyMemory<byte> Pinned(TufOptions options) => options.Root is { } own ? Encoding.UTF8.GetBytes(own) : PublicInstance.PublicGood.TufRoot;

    private static Uri Url(TufOptions options) => options.Url is { } address ? new Uri(address) : PublicInstance.PublicGood.RepositoryUrl;

    private static string Text(PublicInstance instance) => Encoding.UTF8.GetString(instance.TrustedRoot.Span);
}
