using Attestry.Hosting.Security;
using Attestry.MeasurementCollector.Http;
using Attestry.MeasurementCollector.Joining;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.AllowLists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Attestry.MeasurementCollector.Exports;

/// <summary>Allow-lists that nobody has to keep by hand, as Keylime's IMA runtime policies.</summary>
internal static class AllowListEndpoints
{
    public static void MapAllowLists(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/host-allow-list", AttestedAsync).RequireAuthorization(Roles.Auditor)
            .WithSummary("The executables of all attested artifacts, or with ?repository=registry/repository of that one, as Keylime's IMA runtime policy.");
        app.MapGet("/v1/hosts/{host}/allow-list", HostAsync).RequireAuthorization(Roles.Auditor)
            .WithSummary("The files that a host measured since its boot, as Keylime's IMA runtime policy: another host is then held to what this one ran.");
    }

    private static async Task<IResult> AttestedAsync(string? repository, AttestedFiles files, CancellationToken cancellation)
    {
        var parts = repository?.Split('/', 2);
        if (parts is not (null or [{ Length: > 0 }, { Length: > 0 }]))
            return Problems.Of(StatusCodes.Status400BadRequest, "A repository is written as registry/repository.");
        return await files.ReadAsync(parts is null ? null : (parts[0], parts[1]), cancellation) is { } found
            ? Policy(found)
            : Problems.Of(StatusCodes.Status422UnprocessableEntity, $"There are more than {AllowListLimits.Files} files; ask for one repository at a time.");
    }

    private static async Task<IResult> HostAsync(string host, IDocumentStore store, MeasuredFiles files, CancellationToken cancellation) =>
        await store.Collection(Collections.Hosts).GetAsync(host, cancellation) is { } found
            ? Policy(await files.ReadAsync(found.Document, cancellation))
            : Problems.NoHost(host);

    private static FileContentHttpResult Policy(IEnumerable<FileMeasurement> files) => TypedResults.Bytes(KeylimePolicyWriter.Write(files, []), "application/json");
}
