using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestry.Sigstore.Keys;

namespace Attestry.TestKit.Signing;

/// <summary>A root and an intermediate that issue real certificates: Fulcio's shape, or a timestamp authority's.</summary>
public sealed class TestCertificateAuthority : IDisposable
{
    private const string Fulcio = "1.3.6.1.4.1.57264.1.";

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    private readonly ECDsa _intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public TestCertificateAuthority(string name, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        var (from, to) = (notBefore ?? TestSigstore.SignedAt.AddYears(-1), notAfter ?? TestSigstore.SignedAt.AddYears(9));
        var (subject, generator) = (new X500DistinguishedName($"CN={name} root"), X509SignatureGenerator.CreateForECDsa(_rootKey));
        Root = Authority(subject.Name, _rootKey, 1).Create(subject, generator, from, to, Serial());
        Intermediate = Authority($"CN={name} intermediate", _intermediateKey, 0).Create(subject, generator, from, to, Serial());
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <summary>A signing certificate for <paramref name="key"/>; with <paramref name="log"/>, that log's promise is embedded.</summary>
    public X509Certificate2 Issue(TestLeaf leaf, VerificationKey key, TestCertificateLog? log, DateTimeOffset? promisedAt = null)
    {
        var request = Request("", PublicKey.CreateFromSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (leaf.Purpose is { } purpose)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        if (leaf.IsAuthority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(SubjectName(leaf.Subject));
        foreach (var (number, text) in leaf.Claims.Append(new(8, leaf.Issuer)).DistinctBy(claim => claim.Key))
            request.CertificateExtensions.Add(new X509Extension($"{Fulcio}{number}", number < 7 ? Encoding.UTF8.GetBytes(text) : Utf8(text), critical: false));
        foreach (var extension in leaf.Further)
            request.CertificateExtensions.Add(extension);
        var serial = Serial();
        var without = Sign(request, leaf, serial);
        if (log is null)
            return without;
        request.CertificateExtensions.Add(log.Promise(without, Intermediate, promisedAt ?? leaf.NotBefore));
        without.Dispose();
        return Sign(request, leaf, serial);
    }

    /// <summary>A certificate for timestamps, with its private key.</summary>
    public X509Certificate2 IssueTimestamping(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("CN=timestamps", new PublicKey(key));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true));
        using var certificate = request.Create(Intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(_intermediateKey), notBefore, notAfter, Serial());
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
        _rootKey.Dispose();
        _intermediateKey.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, TestLeaf leaf, byte[] serial) =>
        request.Create(Intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(_intermediateKey), leaf.NotBefore, leaf.NotAfter, serial);

    private static CertificateRequest Authority(string name, ECDsa key, int intermediates)
    {
        var request = Request(name, new PublicKey(key));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, intermediates, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }

    private static CertificateRequest Request(string name, PublicKey key) => new(new X500DistinguishedName(name), key, HashAlgorithmName.SHA384);

    private static X509Extension SubjectName(string subject)
    {
        var builder = new SubjectAlternativeNameBuilder();
        if (subject.Contains('@') && !subject.Contains("://", StringComparison.Ordinal))
            builder.AddEmailAddress(subject);
        else
            builder.AddUri(new Uri(subject));
        return builder.Build(critical: true);
    }

    private static byte[] Utf8(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        return writer.Encode();
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        return serial;
    }
}
