namespace Attestry.Sigstore.Http;

/// <summary>The HTTP client that Sigstore's services are spoken to with.</summary>
public static class SigstoreHttp
{
    /// <summary>Of one request; certificate authorities and logs answer within seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static HttpClient Create()
    {
        // A redirect would take tokens, or the name of what is verified, somewhere that nobody configured.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        return new HttpClient(handler) { Timeout = Patience };
    }
}
