using Attestry.TestKit.Tpm;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Endorsement;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Tests;

/// <summary>
/// Every parser of binary evidence on thousands of altered inputs, from a fixed seed: it answers, and never throws. What it reads
/// from altered bytes is read again, so that accepting them is exercised too.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 3_000;

    private static readonly byte[] Nonce = new byte[16];

    [Fact]
    public void Public_areas_and_signatures()
    {
        using var tpm = TestTpm.Create();
        using var rsa = TestTpm.Create(TpmAlgorithm.RsaPss);
        using var endorsement = TestEndorsement.Create(ecc: true, TestProcessor.Now);
        foreach (var area in new[] { tpm.Public, rsa.Public, endorsement.Public, [.. new TpmWriter().Sized(tpm.Public).Bytes] })
            Fuzz(area, bytes =>
            {
                if (TpmPublic.TryRead(bytes, out var read))
                    _ = (read.Name.ToString(), read.IsAttestationKey, read.IsEndorsementKey);
                if (AttestationKey.TryCreate(bytes, out var key, out _))
                    key.Dispose();
            });
        foreach (var signature in new[] { tpm.Sign(Nonce), rsa.Sign(Nonce) })
            Fuzz(signature, bytes => TpmSignature.TryRead(bytes, out _));
    }

    [Fact]
    public void Quotes_and_pcr_files()
    {
        using var tpm = TestTpm.Create();
        AttestationKey.TryCreate(tpm.Public, out var key, out _).ShouldBeTrue();
        using var held = key;
        var good = tpm.Message(Nonce, PcrSelection.Of(TpmHash.Sha256, 0, 10), PcrSelection.Of(TpmHash.Sha384, 1));
        var signature = tpm.Sign(good);
        // Signed again after the alteration: so the judgement behind the signature is reached.
        Fuzz(good, bytes => QuoteVerifier.Verify(key!, new(bytes, tpm.Sign(bytes), tpm.Pcrs), new(Nonce, [])), rounds: Rounds / 4);
        Fuzz(signature, bytes => QuoteVerifier.Verify(key!, new(good, bytes, tpm.Pcrs), new(Nonce, [])), rounds: Rounds / 4);
        Fuzz(good, bytes => TpmAttestation.TryRead(bytes, out _, out _));
        var file = new byte[132 + 4 + 2 * 532];
        (file[0], file[4], file[6], file[7], file[132], file[136]) = (1, 0x0B, 3, 0xFF, 2, 8);
        Fuzz(file, bytes => PcrFile.TryRead(bytes, out _));
        Fuzz(new CredentialBlob(new byte[68], new byte[256]).ToFile(), bytes => CredentialBlob.TryReadFile(bytes, out _));
    }

    [Fact]
    public void Certificates()
    {
        using var endorsement = TestEndorsement.Create(ecc: false, TestProcessor.Now);
        TpmPublic.TryRead(endorsement.Public, out var ek).ShouldBeTrue();
        var verifier = new EkCertificateVerifier([endorsement.Root], [], new ManualTime(TestProcessor.Now));
        Fuzz(endorsement.Certificate, bytes => verifier.Verify(bytes, ek!), rounds: Rounds / 10);
        Fuzz(endorsement.Certificate, bytes => CertificateFile.Read(bytes)?[0].Dispose(), rounds: Rounds / 4);
    }

    [Fact]
    public void Integrity_measurement_lists()
    {
        var log = new TestImaLog().AddFile("boot_aggregate").AddViolation("/v")
            .Add("ima", (new byte[20], new string('0', 40)), ("/init"u8.ToArray(), "/init"))
            .Add("ima-sig", TestImaLog.Digest("sha256", new byte[32]), TestImaLog.Name("/s"), TestImaLog.Hex([3, 2, 4, 1, 2, 3, 4, 0, 1, 9]))
            .Add("ima-ngv2", TestImaLog.Digest("verity:sha256", new byte[32]), TestImaLog.Name("/v"))
            .Add("ima-modsig", TestImaLog.Digest("sha256", new byte[32]), TestImaLog.Name("/m"), TestImaLog.Hex([]), TestImaLog.Digest("sha256", new byte[32]), TestImaLog.Hex([1]));
        var quoted = log.Quoted(TpmHash.Sha256);
        var signatures = new ImaSignatureVerifier([]);
        Fuzz(log.Binary, bytes => ImaVerifier.Verify(new ImaBinaryReader(new MemoryStream(bytes)), new(quoted, 1) { Visit = entry => signatures.Verify(entry) }));
        Fuzz(log.Ascii, bytes => ImaVerifier.Verify(new ImaAsciiReader(new MemoryStream(bytes)), new(quoted, 1) { Visit = entry => signatures.Verify(entry) }));
    }

    [Fact]
    public void Boot_logs()
    {
        var log = TestBootLog.Typical();
        Fuzz(log, Read);
        Fuzz(TestBootLog.Legacy(), Read);
        if (Corpora.Path("tpm/boot-logs") is { } folder)
            foreach (var path in Directory.GetFiles(folder, "*.bin"))
                Fuzz(File.ReadAllBytes(path), Read, rounds: Rounds / 20);

        static void Read(byte[] bytes)
        {
            if (!BootLog.TryRead(bytes, out var log, out _))
                return;
            log.Replay();
            SecureBootState.Of(log);
            foreach (var one in log.Events)
                _ = (EfiVariable.Read(one), EfiImage.Read(one)?.FilePath, GptTable.Read(one), BootCommand.Read(one), TaggedEvent.Read(one));
        }
    }

    [Fact]
    public void Reports_of_confidential_machines()
    {
        using var processor = new TestProcessor();
        var snp = new SnpVerifier([processor.Ark, processor.Ask], new ManualTime(TestProcessor.Now));
        var tdx = new TdxVerifier([processor.Ark], new ManualTime(TestProcessor.Now)) { EnclaveSigner = processor.EnclaveSigner };
        var (report, leaf, quote) = (processor.Report(new byte[64]), processor.Leaf(), processor.Quote(new byte[64]));
        Fuzz(report, bytes => snp.Verify(bytes, leaf, new(new byte[64])), rounds: Rounds / 10);
        Fuzz(leaf, bytes => snp.Verify(report, bytes, new(new byte[64])), rounds: Rounds / 10);
        Fuzz(quote, bytes => tdx.Verify(bytes, new(new byte[64])), rounds: Rounds / 5);
        Fuzz(quote, bytes => TdxQuote.TryRead(bytes, out _, out _));
        Fuzz(processor.Quote(new byte[64], version: 5), bytes => TdxQuote.TryRead(bytes, out _, out _));
        var tee = new TeeVerifier(snp, tdx, [], () => null);
        Fuzz(processor.CertificateTable(), bytes => tee.Verify(new(TeeKind.SevSnp, report) { Certificates = bytes }, new byte[64], new()), rounds: Rounds / 10);
    }

    [Fact]
    public void What_a_vendor_publishes_of_platforms()
    {
        using var processor = new TestProcessor();
        ReadOnlyMemory<byte> chain = processor.CollateralChain();
        Fuzz(processor.TcbInfo(), bytes => TdxCollateral.Read([chain, bytes], [processor.Ark], TestProcessor.Now), rounds: Rounds / 10);
        Fuzz(processor.Revocations(revoked: processor.Pck), bytes => RevocationList.Read(bytes));
        // Behind the signature, which an altered body does not pass.
        Fuzz(Body(processor.TcbInfo(), "tcbInfo"), bytes => Answers(bytes, body => CollateralReader.ReadTcbInfo(body)));
        Fuzz(Body(processor.EnclaveIdentity(), "enclaveIdentity"), bytes => Answers(bytes, body => CollateralReader.ReadEnclave(body)));
        Fuzz(processor.Pck.RawData, bytes =>
        {
            if (CertificateFile.Read(bytes) is [var pck, ..])
                using (pck)
                    PckCertificate.Read(pck);
        });

        static byte[] Body(byte[] whole, string name)
        {
            using var document = System.Text.Json.JsonDocument.Parse(whole);
            return System.Text.Encoding.UTF8.GetBytes(document.RootElement.GetProperty(name).GetRawText());
        }

        static void Answers(byte[] bytes, Action<System.Text.Json.JsonElement> read)
        {
            try
            {
                using var document = Primitives.StrictJson.Parse(bytes, bytes.Length);
                read(document.RootElement);
            }
            catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                // What the collateral says of such bytes: they are not what the vendor publishes.
            }
        }
    }

    /// <summary>Bits flipped, numbers made extreme, bytes cut, doubled and put in; also every prefix of a short input.</summary>
    private static void Fuzz(byte[] good, Action<byte[]> read, int rounds = Rounds)
    {
        read(good);
        for (var length = 0; length < Math.Min(good.Length, 300); length++)
            read(good[..length]);
        var random = new Random(20_261_122);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = good.ToList();
            for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(6))
                {
                    case 0:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1:
                        bytes[at] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => 0x7F };
                        break;
                    case 2:
                        bytes.RemoveRange(at, random.Next(1, Math.Min(16, bytes.Count - at) + 1));
                        break;
                    case 3:
                        bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, Math.Min(64, bytes.Count - at) + 1)));
                        break;
                    case 4:
                        for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                            bytes[i] = 0xFF;
                        break;
                    default:
                        bytes.Insert(at, (byte)random.Next(256));
                        break;
                }
            }
            byte[] altered = [.. bytes];
            try
            {
                read(altered);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Round {round} threw {e.GetType().Name} on {Convert.ToHexString(altered.AsSpan(0, Math.Min(2000, altered.Length)))}", e);
            }
        }
    }
}
