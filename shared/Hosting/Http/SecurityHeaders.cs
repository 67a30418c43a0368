using Microsoft.AspNetCore.Http;

namespace Attestry.Hosting.Http;

/// <summary>
/// Headers of every response, set when it starts so that they outlive a cleared error response. An endpoint that sets
/// one itself (a page its content policy, a status its caching) keeps its own.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly Func<object, Task> OnStarting = Add;

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(OnStarting, context.Response.Headers);
        return next(context);
    }

    private static Task Add(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }
}
