using System.Net;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Registries;

/// <summary>
/// What refers to a subject. Both ways are always asked: a registry that learnt the API later does not list by it what
/// clients had filed under the fallback tag before (OCI Distribution Spec 1.1 §listing referrers, §backwards compatibility).
/// </summary>
internal sealed class ReferrerList(RepositoryApi api)
{
    public async Task<IReadOnlyList<Descriptor>> ReadAsync(Digest subject, CancellationToken cancellation)
    {
        var found = new Dictionary<Digest, Descriptor>();
        await foreach (var descriptor in FromApiAsync(subject, cancellation))
            found.TryAdd(descriptor.Digest, descriptor);
        foreach (var descriptor in await FromTagAsync(subject, cancellation))
            found.TryAdd(descriptor.Digest, descriptor);
        return [.. found.Values];
    }

    public async Task<IReadOnlyList<Descriptor>> FromTagAsync(Digest subject, CancellationToken cancellation)
    {
        if (await api.GetManifestAsync(FallbackTag.Of(subject), cancellation) is not { } fetched)
            return [];
        var index = ManifestParser.Parse(fetched);
        return index.IsIndex ? index.Manifests : [];
    }

    private async IAsyncEnumerable<Descriptor> FromApiAsync(Digest subject, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = api.Request(HttpMethod.Get, $"referrers/{subject}") with { Accept = [MediaTypes.OciIndex] };
        await using var pages = RegistryPages.ReadAsync(api.Transport, request, cancellation).GetAsyncEnumerator(cancellation);
        var count = 0;
        while (await NextAsync(pages))
        {
            using var page = pages.Current;
            foreach (var descriptor in Parse(page))
            {
                if (++count > OciLimits.Children)
                    throw Refuse(OciFindings.ManifestTooManyEntries, $"{api.Transport.Host} lists more than {OciLimits.Children} referrers.", subject);
                yield return descriptor;
            }
        }
    }

    // Registries without the API answer 404, or whatever else they say to a path that they do not know.
    private static async Task<bool> NextAsync(IAsyncEnumerator<JsonDocument> pages)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotAcceptable or HttpStatusCode.NotImplemented)
        {
            return false;
        }
    }

    private List<Descriptor> Parse(JsonDocument page)
    {
        try
        {
            return [.. page.RootElement.Items("manifests").Select(DescriptorReader.Read)];
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw Refuse(OciFindings.RegistryMalformedAnswer, $"{api.Transport.Host} gives a malformed list of referrers: {Bounded.Quote(e.Message)}", default);
        }
    }

    private static OciException Refuse(string id, string message, Digest subject) =>
        new(new Finding(id, Severity.Medium, message, subject.IsEmpty ? null : subject.Text));
}
