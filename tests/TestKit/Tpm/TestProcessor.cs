using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.TestKit.Tpm;

/// <summary>A vendor and a processor in memory, with true keys (the vendor's own are RSA, which take long to make): makes SEV-SNP reports and TDX quotes as they come from hardware.</summary>
public sealed class TestProcessor : IDisposable
{
    public static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly byte[] ChipId = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];

    private readonly ECDsa _root = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _tcb = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _pck = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestProcessor()
    {
        Ark = Issue("CN=ARK-Milan", new PublicKey(_root), null, _root, authority: true, []);
        Ask = Issue("CN=SEV-Milan", new PublicKey(_signer), Ark, _root, authority: true, []);
        Asvk = Issue("CN=SEV-VLEK-Milan", new PublicKey(_signer), Ark, _root, authority: true, []);
        Pck = Issue("CN=PCK", new PublicKey(_pck), Ark, _root, authority: false, [Platform()]);
        CollateralSigner = Issue("CN=Intel SGX TCB Signing", new PublicKey(_tcb), Ark, _root, authority: false, []);
    }

    /// <summary>Signs collateral.</summary>
    public X509Certificate2 CollateralSigner { get; }

    public ECDsa ChipKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public ECDsa QuoteKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>MRSIGNER of the quoting enclave; Intel's own, so that programs that know no other take the quotes.</summary>
    public byte[] EnclaveSigner { get; init; } = Convert.FromHexString("dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5");

    public X509Certificate2 Ark { get; }

    public X509Certificate2 Ask { get; }

    public X509Certificate2 Asvk { get; }

    public X509Certificate2 Pck { get; }

    /// <summary>VCEK, or VLEK, with security versions 4, 0, 22 and 213.</summary>
    public byte[] Leaf(bool forProviders = false, byte snp = 22, DateTimeOffset? end = null)
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
    public byte[] Report(byte[] reportData, Action<byte[]>? alter = null, uint version = 3)
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

    /// <summary>GUIDs, offsets and lengths, then the certificates.</summary>
    public static byte[] CertificateTable(params (string Guid, byte[] Certificate)[] certificates)
    {
        var offset = 24 * (certificates.Length + 1);
        var (head, body) = (new List<byte>(), new List<byte>());
        foreach (var (guid, certificate) in certificates)
        {
            head.AddRange([.. new Guid(guid).ToByteArray(bigEndian: true), .. Little(offset + body.Count), .. Little(certificate.Length)]);
            body.AddRange(certificate);
        }
        return [.. head, .. new byte[24], .. body];
    }

    /// <summary>The table with this chip's certificate, as the host of a machine hands it out.</summary>
    public byte[] CertificateTable() => CertificateTable(("63da758d-e664-4564-adc5-f4b93be8accd", Leaf()));

    /// <summary>TCB information of this platform, signed.</summary>
    /// <param name="status">Of the level that it meets.</param>
    /// <param name="least">Of each component of that level.</param>
    public byte[] TcbInfo(string status = "UpToDate", int least = 5, DateTimeOffset? next = null, string fmspc = "50806F000000", string moduleStatus = "UpToDate")
    {
        string Components(int svn) => $"[{string.Join(',', Enumerable.Repeat($$"""{"svn":{{svn}}}""", 16))}]";
        string Level(int svn, string state, string more) =>
            $$"""{"tcb":{"sgxtcbcomponents":{{Components(svn)}},"pcesvn":{{svn}},"tdxtcbcomponents":{{Components(svn)}}},"tcbDate":"2026-01-01T00:00:00Z","tcbStatus":"{{state}}"{{more}}}""";
        const string Module = """
            "mrsigner":"000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000","attributes":"0000000000000000","attributesMask":"FFFFFFFFFFFFFFFF"
            """;
        const string Advisories = ""","advisoryIDs":["INTEL-SA-00002","INTEL-SA-00001"]""";
        return Signed("tcbInfo", $$"""
            {"id":"TDX","version":3,"issueDate":"{{Now.AddDays(-10):yyyy-MM-ddTHH:mm:ssZ}}","nextUpdate":"{{next ?? Now.AddDays(20):yyyy-MM-ddTHH:mm:ssZ}}","fmspc":"{{fmspc}}","pceId":"0000","tcbType":0,"tcbEvaluationDataNumber":15,"tdxModule":{{{Module}}},"tdxModuleIdentities":[{"id":"TDX_05",{{Module}},"tcbLevels":[{"tcb":{"isvsvn":5},"tcbStatus":"{{moduleStatus}}"}]}],"tcbLevels":[{{Level(least, status, "")}},{{Level(0, "OutOfDate", Advisories)}}]}
            """);
    }

    /// <summary>The identity of the quoting enclave, signed.</summary>
    public byte[] EnclaveIdentity(string status = "UpToDate", int least = 0, DateTimeOffset? next = null) => Signed("enclaveIdentity", $$"""
        {"id":"TD_QE","version":2,"issueDate":"{{Now.AddDays(-10):yyyy-MM-ddTHH:mm:ssZ}}","nextUpdate":"{{next ?? Now.AddDays(20):yyyy-MM-ddTHH:mm:ssZ}}","tcbEvaluationDataNumber":15,"miscselect":"00000000","miscselectMask":"FFFFFFFF","attributes":"00000000000000000000000000000000","attributesMask":"FBFFFFFFFFFFFFFF0000000000000000","mrsigner":"{{Convert.ToHexString(EnclaveSigner)}}","isvprodid":2,"tcbLevels":[{"tcb":{"isvsvn":{{least}}},"tcbDate":"2026-01-01T00:00:00Z","tcbStatus":"{{status}}"}]}
        """);

    /// <summary>PEM of who signs the two, and of the root.</summary>
    public byte[] CollateralChain() => System.Text.Encoding.ASCII.GetBytes($"{CollateralSigner.ExportCertificatePem()}\n{Ark.ExportCertificatePem()}\n");

    /// <summary>The root's list of revoked certificates, DER.</summary>
    public byte[] Revocations(DateTimeOffset? next = null, params X509Certificate2[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
            list.AddEntry(certificate.SerialNumberBytes.Span, Now.AddDays(-1));
        return list.Build(
            Ark.SubjectName, X509SignatureGenerator.CreateForECDsa(_root), 1, next ?? Now.AddDays(20), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(new X509SubjectKeyIdentifierExtension(Ark.PublicKey, false)), Now.AddDays(-10));
    }

    private byte[] Signed(string name, string body) => System.Text.Encoding.UTF8.GetBytes(
        $$"""{"{{name}}":{{body}},"signature":"{{Convert.ToHexStringLower(_tcb.SignData(System.Text.Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256))}}"}""");

    /// <summary>The SGX extension of a PCK certificate: all security versions are 7.</summary>
    private static X509Extension Platform()
    {
        const string Sgx = "1.2.840.113741.1.13.1";
        var writer = new AsnWriter(AsnEncodingRules.DER);
        void Part(string oid, Action value)
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
                value();
            }
        }
        using (writer.PushSequence())
        {
            Part($"{Sgx}.1", () => writer.WriteOctetString(new byte[16]));
            Part($"{Sgx}.2", () =>
            {
                using (writer.PushSequence())
                {
                    for (var number = 1; number <= 17; number++)
                        Part($"{Sgx}.2.{number}", () => writer.WriteInteger(7));
                    Part($"{Sgx}.2.18", () => writer.WriteOctetString(new byte[16]));
                }
            });
            Part($"{Sgx}.3", () => writer.WriteOctetString(new byte[2]));
            Part($"{Sgx}.4", () => writer.WriteOctetString([0x50, 0x80, 0x6F, 0, 0, 0]));
        }
        return new(Sgx, writer.Encode(), false);
    }

    /// <summary>Version 4 or 5, with the chain in it.</summary>
    public byte[] Quote(byte[] reportData, Action<byte[]>? alter = null, Action<byte[]>? alterEnclave = null, ECDsa? signer = null, byte version = 4)
    {
        var signed = new byte[632];
        (signed[0], signed[2], signed[4]) = (4, 2, 0x81);
        signed.AsSpan(48, 16).Fill(5);
        signed.AsSpan(48 + 0x88, 48).Fill(0xBB);
        for (var i = 0; i < 4; i++)
            signed.AsSpan(48 + 0x148 + 48 * i, 48).Fill((byte)i);
        reportData.CopyTo(signed, 48 + 0x208);
        alter?.Invoke(signed);
        if (version == 5)
            // The body says what it is: TD 1.5, with 64 bytes more.
            signed = [5, .. signed.AsSpan(1, 47), 3, 0, .. Little(648), .. signed.AsSpan(48), .. new byte[64]];
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
        foreach (var one in new IDisposable[] { _root, _signer, _pck, _tcb, ChipKey, QuoteKey, Ark, Ask, Asvk, Pck, CollateralSigner })
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
