using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.Tpm.Tests.Tee;

/// <summary>A vendor and a processor in memory, with true keys (the vendor's own are RSA, which take long to make): makes SEV-SNP reports and TDX quotes as they come from hardware.</summary>
internal sealed class TestProcessor : IDisposable
{
    internal static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static readonly byte[] ChipId = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];

    private readonly ECDsa _root = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _pck = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal TestProcessor()
    {
        Ark = Issue("CN=ARK-Milan", new PublicKey(_root), null, _root, authority: true, []);
        Ask = Issue("CN=SEV-Milan", new PublicKey(_signer), Ark, _root, authority: true, []);
        Asvk = Issue("CN=SEV-VLEK-Milan", new PublicKey(_signer), Ark, _root, authority: true, []);
        Pck = Issue("CN=PCK", new PublicKey(_pck), Ark, _root, authority: false, []);
    }

    internal ECDsa ChipKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    internal ECDsa QuoteKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal byte[] EnclaveSigner { get; } = RandomNumberGenerator.GetBytes(32);

    internal X509Certificate2 Ark { get; }

    internal X509Certificate2 Ask { get; }

    internal X509Certificate2 Asvk { get; }

    internal X509Certificate2 Pck { get; }

    /// <summary>VCEK, or VLEK, with security versions 4, 0, 22 and 213.</summary>
    internal byte[] Leaf(bool forProviders = false, byte snp = 22, DateTimeOffset? end = null)
    {
        var extensions = new List<X509Extension> { Extension("2", writer => writer.WriteCharacterString(UniversalTagNumber.IA5String, "Milan-B0")) };
        foreach (var (part, value) in new[] { (1, 4), (2, 0), (3, snp), (8, 213) })
            extensions.Add(Extension($"3.{part}", writer => writer.WriteInteger(value)));
        if (!forProviders)
            extensions.Add(new("1.3.6.1.4.1.3704.1.4", ChipId, false));
        using var leaf = Issue(forProviders ? "CN=SEV-VLEK" : "CN=SEV-VCEK", new PublicKey(ChipKey), forProviders ? Asvk : Ask, _signer, authority: false, extensions, end);
        return leaf.RawData;
    }

    /// <summary>Fields at their offsets (SEV-SNP ABI, table 23), then signed.</summary>
    internal byte[] Report(byte[] reportData, Action<byte[]>? alter = null, uint version = 3)
    {
        var report = new byte[0x4A0];
        BinaryPrimitives.WriteUInt32LittleEndian(report, version);
        BinaryPrimitives.WriteUInt64LittleEndian(report.AsSpan(0x08), 1 << 17 | 1 << 16);
        report[0x34] = 1;
        reportData.CopyTo(report, 0x50);
        report.AsSpan(0x90, 48).Fill(0xAA);
        new byte[] { 4, 0, 0, 0, 0, 0, 22, 213 }.CopyTo(report, 0x180);
        if (version > 2)
            (report[0x188], report[0x189]) = (0x19, 0x01);
        ChipId.CopyTo(report, 0x1A0);
        alter?.Invoke(report);
        var signature = ChipKey.SignData(report.AsSpan(0, 0x2A0), HashAlgorithmName.SHA384);
        for (var part = 0; part < 2; part++)
            for (var i = 0; i < 48; i++)
                report[0x2A0 + 72 * part + i] = signature[48 * part + 47 - i];
        return report;
    }

    /// <summary>Version 4, with the chain in it.</summary>
    internal byte[] Quote(byte[] reportData, Action<byte[]>? alter = null, Action<byte[]>? alterEnclave = null, ECDsa? signer = null)
    {
        var signed = new byte[632];
        (signed[0], signed[2], signed[4]) = (4, 2, 0x81);
        signed.AsSpan(48, 16).Fill(5);
        signed.AsSpan(48 + 0x88, 48).Fill(0xBB);
        for (var i = 0; i < 4; i++)
            signed.AsSpan(48 + 0x148 + 48 * i, 48).Fill((byte)i);
        reportData.CopyTo(signed, 48 + 0x208);
        alter?.Invoke(signed);
        var point = QuoteKey.ExportParameters(false).Q;
        byte[] key = [.. point.X!, .. point.Y!];
        byte[] authentication = [1, 2, 3, 4];
        var enclave = new byte[384];
        EnclaveSigner.CopyTo(enclave, 0x80);
        enclave[0x100] = 2;
        SHA256.HashData([.. key, .. authentication]).CopyTo(enclave, 0x140);
        alterEnclave?.Invoke(enclave);
        var chain = System.Text.Encoding.ASCII.GetBytes(Pck.ExportCertificatePem() + "\n" + Ark.ExportCertificatePem() + "\n\0");
        byte[] certification =
        [
            .. enclave, .. _pck.SignData(enclave, HashAlgorithmName.SHA256), 4, 0, .. authentication, 5, 0, .. Little(chain.Length), .. chain,
        ];
        byte[] data = [.. (signer ?? QuoteKey).SignData(signed, HashAlgorithmName.SHA256), .. key, 6, 0, .. Little(certification.Length), .. certification];
        return [.. signed, .. Little(data.Length), .. data];
    }

    public void Dispose()
    {
        foreach (var one in new IDisposable[] { _root, _signer, _pck, ChipKey, QuoteKey, Ark, Ask, Asvk, Pck })
            one.Dispose();
    }

    private static byte[] Little(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static X509Extension Extension(string arc, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return new($"1.3.6.1.4.1.3704.1.{arc}", writer.Encode(), false);
    }

    private static X509Certificate2 Issue(
        string name, PublicKey key, X509Certificate2? issuer, ECDsa by, bool authority, IEnumerable<X509Extension> extensions, DateTimeOffset? end = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName(name), key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        if (authority)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        return request.Create(issuer?.SubjectName ?? request.SubjectName, X509SignatureGenerator.CreateForECDsa(by),
            Now.AddYears(-5), end ?? Now.AddYears(5), RandomNumberGenerator.GetBytes(8).Select(octet => (byte)(octet & 0x7F | 1)).ToArray());
    }
}
