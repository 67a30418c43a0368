using Microsoft.AspNetCore.Http;

namespace Attestry.Oci.Tests.Support;

internal sealed record SeenRequest(string Method, string Path, string Query, string Authorization, string Range, string Accept)
{
    public static SeenRequest Of(HttpRequest request) =>
        new(request.Method, request.Path, request.QueryString.Value ?? "", request.Headers.Authorization.ToString(), request.Headers.Range.ToString(), request.Headers.Accept.ToString());
}
