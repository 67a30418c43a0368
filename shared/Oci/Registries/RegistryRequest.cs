namespace Attestry.Oci.Registries;

/// <summary>One request, described so that it can be made again: after a challenge, a redirect or a fault.</summary>
internal sealed record RegistryRequest(HttpMethod Method, Uri Uri, string Scope)
{
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(60);

    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>First byte wanted; the answer may still begin at 0.</summary>
    public long From { get; init; }

    /// <summary>Makes the body anew for each try.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Until the answer's headers are here, the sending of a body included.</summary>
    public TimeSpan Timeout { get; init; } = UsualTimeout;

    /// <summary>Doing it twice comes to the same as doing it once.</summary>
    public bool Repeatable { get; init; } = true;

    public bool MayRedirect => Method == HttpMethod.Get || Method == HttpMethod.Head;

    public HttpRequestMessage Build(Uri uri)
    {
        var message = new HttpRequestMessage(Method, uri) { Content = Content?.Invoke() };
        foreach (var type in Accept)
            message.Headers.Accept.ParseAdd(type);
        if (From > 0)
            message.Headers.Range = new(From, null);
        return message;
    }
}
