using System.Security.Cryptography.X509Certificates;
using Attestry.Hosting.Options;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Endorsement;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector.Enrolment;

/// <summary>Decides who vouches for an endorsement key: a manufacturer, the list, or a person later.</summary>
internal sealed class EndorsementPolicy
{
    public const string Manufacturer = "manufacturer";
    public const string Listed = "listed";

    private readonly EkCertificateVerifier? _verifier;
    private readonly HashSet<string> _hashes;
    private readonly bool _approval;

    /// <exception cref="OptionsException">A file of certificates cannot be read.</exception>
    public EndorsementPolicy(EndorsementOptions options, TimeProvider time)
    {
        var roots = Load(options.Roots, nameof(EndorsementOptions.Roots));
        _verifier = roots.Count > 0 ? new(roots, Load(options.Intermediates, nameof(EndorsementOptions.Intermediates)), time) : null;
        _hashes = [.. options.Hashes];
        _approval = options.Approval;
    }

    /// <returns>Who accepts the key, null while a person has to; findings alone when it is refused.</returns>
    public (bool Refused, string? AcceptedBy, TpmIdentity? Identity, IReadOnlyList<Finding> Findings) Judge(EnrolRequest request, TpmPublic key, Digest digest)
    {
        var result = request.EkCertificate is { IsEmpty: false } certificate && _verifier is not null ? _verifier.Verify(certificate, key, request.EkChain) : null;
        // A certificate of another key is a lie, whoever else vouches for this one.
        if (result?.Findings.Any(finding => finding.Id == HostFindings.EkKeyMismatch) == true)
            return (true, null, null, result.Findings);
        if (_hashes.Contains(digest.Hex))
            return (false, Listed, result?.Identity, []);
        if (result is { Succeeded: true })
            return (false, Manufacturer, result.Identity, []);
        var findings = result?.Findings ?? [new Finding(HostFindings.EkUntrusted, Severity.High, "No configured manufacturer and no list vouches for the endorsement key.")];
        return (!_approval, null, null, findings);
    }

    private static List<X509Certificate2> Load(IReadOnlyList<string> paths, string setting)
    {
        var certificates = new List<X509Certificate2>();
        foreach (var path in paths)
            certificates.AddRange(CertificateFile.Read(ReadFile(path, setting)) ?? throw new OptionsException($"Setting 'Collector:Endorsement:{setting}': '{path}' holds no certificates."));
        return certificates;
    }

    private static byte[] ReadFile(string path, string setting)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException($"Setting 'Collector:Endorsement:{setting}': {e.Message}", e);
        }
    }
}
