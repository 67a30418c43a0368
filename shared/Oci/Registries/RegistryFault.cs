namespace Attestry.Oci.Registries;

internal static class RegistryFault
{
    /// <exception cref="HttpRequestException">The status is no success; it is in <see cref="HttpRequestException.StatusCode"/>.</exception>
    public static void ThrowUnlessSuccess(HttpResponseMessage response, string host)
    {
        if (response.IsSuccessStatusCode)
            return;
        var request = response.RequestMessage!;
        // Without the query: of a blob storage it holds a signature that opens the blob to anyone.
        throw new HttpRequestException(
            $"{host} answers {(int)response.StatusCode} to {request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}.", null, response.StatusCode);
    }
}
