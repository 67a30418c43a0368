using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Endorsement;

namespace Attestry.Tpm.Tee;

/// <summary>
/// What Intel publishes of its platforms, as the operator fetched it: TCB information, the identity of the quoting enclave, the chain
/// that signed both, revocation lists. Nothing of it counts before its signature leads to Intel's root.
/// </summary>
public sealed class TdxCollateral
{
    private readonly List<TdxTcbInfo> _platforms = [];
    private readonly List<TdxEnclaveIdentity> _enclaves = [];
    private readonly List<RevocationList> _revocations = [];
    private readonly List<X509Certificate2> _signers = [];

    private TdxCollateral()
    {
    }

    /// <summary>Reads files as Intel's service answers: which one is which, their content says. Chains may be as in the service's headers, with percent signs.</summary>
    /// <param name="roots">See <see cref="VendorRoots.Intel"/>.</param>
    /// <param name="now">The signing certificates must be valid then.</param>
    /// <returns>Null with the reason when one is none of these, or is not Intel's.</returns>
    public static (TdxCollateral? Collateral, Finding? Finding) Read(IReadOnlyList<ReadOnlyMemory<byte>> files, IReadOnlyList<X509Certificate2> roots, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(roots);
        var collateral = new TdxCollateral();
        if (files.Count > TpmLimits.CollateralFiles)
            return Invalid("There are too many files.");
        // The chain first, for it judges the rest.
        foreach (var file in files.OrderBy(IsJson))
            if (collateral.Add(file, roots, now) is { } wrong)
                return Invalid(wrong);
        return (collateral, null);
    }

    /// <summary>What Intel says of the platform, the module and the enclave of a quote whose signatures were verified.</summary>
    /// <param name="chain">Of the quote: PCK certificate first.</param>
    internal (TdxPlatformStatus? Status, IReadOnlyList<Finding> Findings) Judge(TdxQuote quote, IReadOnlyList<X509Certificate2> chain, IReadOnlyList<X509Certificate2> roots, DateTimeOffset now)
    {
        var findings = new List<Finding>();
        foreach (var list in _revocations)
            JudgeRevocation(list, chain, roots, now, findings);
        if (PckCertificate.Read(chain[0]) is not { } pck)
            return Unknown(findings, "The PCK certificate does not say of which platform it is.");
        // Of several the newest counts, whatever an older one said.
        var info = _platforms.Where(one => one.IsOf(pck)).MaxBy(one => one.Issued);
        var enclave = _enclaves.MaxBy(one => one.Issued);
        if (info is null || enclave is null)
            return Unknown(findings, $"The collateral says nothing of platforms {Convert.ToHexStringLower(pck.Fmspc)}, or of the quoting enclave.");
        if (info.Next < now || enclave.Next < now)
            findings.Add(new(TeeFindings.CollateralExpired, Severity.High, $"The collateral was to be renewed by {(info.Next < enclave.Next ? info.Next : enclave.Next):u}."));
        if (info.Judge(pck, quote) is not { } platform)
            return Unknown(findings, "The collateral knows no platform or TDX module with these security versions.");
        if (enclave.Judge(quote.EnclaveReport) is not { } quoting)
            return Unknown(findings, "The collateral does not know the quoting enclave.");
        return (platform.With(quoting), findings);
    }

    private static void JudgeRevocation(RevocationList list, IReadOnlyList<X509Certificate2> chain, IReadOnlyList<X509Certificate2> roots, DateTimeOffset now, List<Finding> findings)
    {
        if (chain.Concat(roots).FirstOrDefault(list.IsSignedBy) is not { } issuer)
            return;
        if (list.Next < now)
            findings.Add(new(TeeFindings.CollateralExpired, Severity.High, $"The revocation list of {Bounded.Quote(issuer.Subject)} was to be renewed by {list.Next:u}."));
        foreach (var certificate in chain)
            if (certificate.IssuerName.RawData.AsSpan().SequenceEqual(list.Issuer) && list.Revokes(certificate))
                findings.Add(new(TeeFindings.CertificateRevoked, Severity.Critical, $"{Bounded.Quote(issuer.Subject)} revoked {Bounded.Quote(certificate.Subject)}."));
    }

    private string? Add(ReadOnlyMemory<byte> file, IReadOnlyList<X509Certificate2> roots, DateTimeOffset now)
    {
        if (file.IsEmpty)
            return "A file is empty.";
        if (IsJson(file))
            return AddSigned(file, roots, now);
        var bytes = file.Span.IndexOf("BEGIN%20"u8) < 0 ? file : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Encoding.UTF8.GetString(file.Span)));
        if (AsRevocationList(bytes) is { } list)
            _revocations.Add(list);
        else if (CertificateFile.Read(bytes.Span) is { } chain)
            _signers.AddRange(chain);
        else
            return "A file is neither JSON, nor certificates, nor a revocation list.";
        return null;
    }

    /// <summary><c>{"tcbInfo": …, "signature": "…"}</c>: what is signed is the text of the member as it stands.</summary>
    private string? AddSigned(ReadOnlyMemory<byte> file, IReadOnlyList<X509Certificate2> roots, DateTimeOffset now)
    {
        try
        {
            using var document = StrictJson.Parse(file, TpmLimits.CollateralBytes);
            var isPlatform = document.RootElement.TryGetProperty("tcbInfo", out var body);
            if (!isPlatform && !document.RootElement.TryGetProperty("enclaveIdentity", out body))
                return "A JSON file is neither TCB information nor an enclave identity.";
            var signature = Convert.FromHexString(document.RootElement.GetProperty("signature").GetString() ?? "");
            if (!_signers.Exists(signer => IsSignedBy(signer, Encoding.UTF8.GetBytes(body.GetRawText()), signature, roots, now)))
                return $"No chain that leads to Intel's root signed the {(isPlatform ? "TCB information" : "enclave identity")}; give the chain beside it.";
            if (isPlatform)
                _platforms.Add(CollateralReader.ReadTcbInfo(body));
            else
                _enclaves.Add(CollateralReader.ReadEnclave(body));
            return null;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or CryptographicException)
        {
            return $"A JSON file is not what Intel publishes: {Bounded.Quote(e.Message)}";
        }
    }

    private bool IsSignedBy(X509Certificate2 signer, byte[] body, byte[] signature, IReadOnlyList<X509Certificate2> roots, DateTimeOffset now)
    {
        using var key = signer.GetECDsaPublicKey();
        return signature.Length == 64 && key is { KeySize: 256 } && key.VerifyData(body, signature, HashAlgorithmName.SHA256)
            && IsCollateralSigner(signer) && CertificatePath.Build(signer, _signers, roots, now) == PathState.Sound;
    }

    /// <summary>A PCK certificate leads to the same root; it must not sign collateral (Intel: CN of the TCB signing certificate).</summary>
    private static bool IsCollateralSigner(X509Certificate2 signer) =>
        signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == "Intel SGX TCB Signing";

    private static RevocationList? AsRevocationList(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > TpmLimits.RevocationListBytes)
            return null;
        if (bytes.Span[0] == 0x30)
            return RevocationList.Read(bytes);
        var text = Encoding.UTF8.GetString(bytes.Span);
        return PemEncoding.TryFind(text, out var fields) && text[fields.Label] == "X509 CRL" ? RevocationList.Read(Convert.FromBase64String(text[fields.Base64Data])) : null;
    }

    private static bool IsJson(ReadOnlyMemory<byte> file) => file.Span.TrimStart(" \r\n\t"u8) is [(byte)'{', ..];

    private static (TdxCollateral?, Finding?) Invalid(string message) => (null, new(TeeFindings.CollateralInvalid, Severity.High, message));

    private static (TdxPlatformStatus?, IReadOnlyList<Finding>) Unknown(List<Finding> findings, string message) =>
        (null, [.. findings, new(TeeFindings.TcbUnknown, Severity.High, message)]);
}
