using System.Text.Json;
using Attestry.Contracts;
using Attestry.Sigstore.Certificates;

namespace Attestry.Evidence;

/// <summary>What a certificate says of the workload, as it stands in evidence.</summary>
internal static class NamedClaims
{
    internal static IReadOnlyDictionary<string, string> Of(CertificateClaims? claims) => claims is null
        ? new Dictionary<string, string>()
        : JsonSerializer.SerializeToElement(claims, ContractJson.Options).EnumerateObject()
            .Where(claim => claim.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(claim => claim.Name, claim => claim.Value.GetString()!);
}
