using System.Text;
using Attestry.Hosting.Options;
using Attestry.Sigstore.Http;
using Attestry.Sigstore.Trust;
using Attestry.Sigstore.Tuf;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Gets the trusted root from where the settings say.</summary>
internal static class TrustedRootSource
{
    /// <summary>The same options with the trusted root itself.</summary>
    /// <exception cref="OptionsException">The repository cannot be believed, or neither be reached nor was kept.</exception>
    internal static TrustOptions Resolve(TrustOptions options, TimeProvider time) => options switch
    {
        { Tuf: { } tuf } => options with { TrustedRoot = FetchAsync(tuf, time).GetAwaiter().GetResult() },
        { TrustedRoot: "public-good" } => options with { TrustedRoot = Text(PublicInstance.PublicGood) },
        { TrustedRoot: "staging" } => options with { TrustedRoot = Text(PublicInstance.Staging) },
        _ => options,
    };

    private static async Task<string> FetchAsync(TufOptions options, TimeProvider time)
    {
        var root = options.Root is { } own ? Encoding.UTF8.GetBytes(own) : PublicInstance.PublicGood.TufRoot;
        var url = options.Url is { } address ? new Uri(address) : PublicInstance.PublicGood.RepositoryUrl;
        var store = new FileTufStore(options.CacheFolder);
        using var http = SigstoreHttp.Create();
        Exception? unreachable = null;
        try
        {
            return Demand(await new TufClient(root, new HttpTufRepository(http, url), store, time).GetAsync("trusted_root.json", default));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            unreachable = e;
        }
        // A repository that is down must not stop what was verified before, as long as that has not expired.
        var (kept, finding) = await new TufClient(root, null, store, time).GetAsync("trusted_root.json", default);
        return kept is null
            ? throw new OptionsException($"Setting 'Trust:Tuf': {url} cannot be reached ({unreachable.Message}), and of what was kept: {finding!.Message}", unreachable)
            : Encoding.UTF8.GetString(kept);
    }

    private static string Demand((byte[]? Content, Primitives.Findings.Finding? Finding) answer) => answer.Content is { } content
        ? Encoding.UTF8.GetString(content)
        : throw new OptionsException($"Setting 'Trust:Tuf': {answer.Finding!.Message} ({answer.Finding.Id})");

    private static string Text(PublicInstance instance) => Encoding.UTF8.GetString(instance.TrustedRoot.Span);
}
