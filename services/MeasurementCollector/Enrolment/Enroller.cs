using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Attestry.Contracts.Documents;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Endorsement;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector.Enrolment;

/// <summary>The first half of an enrolment: the keys are looked at, and a secret is made that only their TPM can open.</summary>
internal sealed class Enroller(IDocumentStore store, EndorsementPolicy endorsement, CollectorOptions options, TimeProvider time)
{
    private const int SecretBytes = 32;

    private readonly IDocumentCollection<HostEnrolmentDocument> _enrolments = store.Collection(Collections.HostEnrolments);
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);
    private readonly IDocumentCollection<HostIdentityDocument> _identities = store.Collection(Collections.HostIdentities);

    public async Task<IResult> EnrolAsync(EnrolRequest request, HttpContext context)
    {
        if (Malformed(request) is { } malformed)
            return Problems.Of(StatusCodes.Status400BadRequest, malformed);
        if (ReadKeys(request, out var ek, out var ak) is { } unsuitable)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, unsuitable);
        var digest = Digest.Sha256(ek!.ExportSubjectPublicKeyInfo());
        var known = (await _hosts.GetAsync(request.HostId, context.RequestAborted))?.Document;
        if (known is not null && known.Ek != digest)
            return Taken("Another TPM has this host id.");
        if (await _identities.GetAsync(digest.Text, context.RequestAborted) is { } bound && bound.Document.Host != request.HostId)
            return Taken("Another host has this endorsement key.");
        if (known?.State == HostState.Revoked)
            return Problems.Of(StatusCodes.Status403Forbidden, "The host was revoked.");
        var (refused, acceptedBy, identity, findings) = endorsement.Judge(request, ek, digest);
        if (refused)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "The endorsement key is not accepted.", findings);
        var address = AddressOf(context.Connection.RemoteIpAddress);
        if (await FullAsync(known is null && acceptedBy is null, address, context.RequestAborted) is { } full)
            return Problems.Later(context, full, options.EnrolmentLifetime);
        var challenge = await ChallengeAsync(request, ek, ak!, digest, known?.AcceptedBy ?? acceptedBy, identity, address, context.RequestAborted);
        return TypedResults.Json(challenge, HostProtocol.Json, statusCode: StatusCodes.Status201Created);
    }

    /// <returns>Why no other enrolment is begun now; null when one may be.</returns>
    private async Task<string?> FullAsync(bool toApprove, string? address, CancellationToken cancellation)
    {
        var now = DocumentJson.Time(time.GetUtcNow());
        if (await _enrolments.CountAsync(new("by_expiry") { From = now }, cancellation) >= options.OpenEnrolments)
            return "Too many enrolments are open.";
        if (address is not null && await _enrolments.CountAsync(new("by_address", address) { From = now }, cancellation) >= options.OpenEnrolmentsPerAddress)
            return "Too many enrolments from this address are open.";
        return toApprove && await _hosts.CountAsync(new("by_state", "pending"), cancellation) >= options.PendingHosts ? "Too many hosts wait for approval." : null;
    }

    /// <summary>Who has an IPv6 address has a network of them.</summary>
    private static string? AddressOf(IPAddress? address) => address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"{new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]])}/64",
        _ => address.ToString(),
    };

    private async Task<EnrolChallenge> ChallengeAsync(
        EnrolRequest request, TpmPublic ek, TpmPublic ak, Digest digest, string? acceptedBy, TpmIdentity? identity, string? address, CancellationToken cancellation)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var blob = CredentialMaker.Make(ek, ak.Name, secret);
        var enrolment = new HostEnrolmentDocument(
            RandomNumberGenerator.GetHexString(32, lowercase: true), request.HostId, digest, ek.Encoded, ak.Encoded,
            Convert.ToHexStringLower(SHA256.HashData(secret)), acceptedBy, Facts(request.Facts, identity), time.GetUtcNow() + options.EnrolmentLifetime)
        {
            Address = address,
        };
        await _enrolments.InsertAsync(enrolment, cancellation);
        return new(enrolment.Id, blob.IdObject, blob.EncryptedSecret, enrolment.ExpiresAt);
    }

    private static IResult Taken(string why) => Problems.Of(StatusCodes.Status409Conflict, why);

    private static string? Malformed(EnrolRequest request)
    {
        if (!HostProtocol.IsHostId(request.HostId))
            return "A host id has lower-case letters, digits, dots and dashes, at most 253.";
        // Members that are missing in the JSON are null here.
        if (request.Facts is null || request.EkChain is null)
            return "The facts or the chain are missing.";
        return new[] { request.Facts.Hostname, request.Facts.OperatingSystem, request.Facts.Kernel, request.Facts.Architecture, request.Facts.AgentVersion }
            .Any(fact => fact?.Length > HostLimits.FactCharacters) ? $"A fact has more than {HostLimits.FactCharacters} characters." : null;
    }

    private static Finding? ReadKeys(EnrolRequest request, out TpmPublic? ek, out TpmPublic? ak)
    {
        ak = null;
        if (!TpmPublic.TryRead(request.EkPublic.Span, out ek))
            return new(HostFindings.EkMalformed, Severity.High, "The public area of the endorsement key cannot be read.");
        if (!ek.IsEndorsementKey)
            return new(HostFindings.EkUnsuitable, Severity.High, "The key is not a restricted decryption key that cannot leave its TPM.");
        if (!AttestationKey.TryCreate(request.AkPublic.Span, out var key, out var finding))
            return finding;
        using (key)
            ak = key.Public;
        try
        {
            ek.ExportSubjectPublicKeyInfo();
            return null;
        }
        catch (CryptographicException)
        {
            return new(HostFindings.EkMalformed, Severity.High, "The public area of the endorsement key holds no sound key.");
        }
    }

    private static Dictionary<string, string> Facts(HostFacts facts, TpmIdentity? identity) => new (string Name, string? Value)[]
    {
        ("hostname", facts.Hostname), ("operatingSystem", facts.OperatingSystem), ("kernel", facts.Kernel), ("architecture", facts.Architecture),
        ("agentVersion", facts.AgentVersion), ("tpmManufacturer", identity?.Manufacturer), ("tpmModel", identity?.Model), ("tpmVersion", identity?.Version),
    }.Where(fact => fact.Value is not null).ToDictionary(fact => fact.Name, fact => Bounded.Printable(fact.Value));
}
