using System.Net;
using System.Security.Cryptography;
using System.Text;
using Attestry.Hosting.Options;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Boot;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>What hosts may boot, and what was accepted of it.</summary>
public sealed class BootRuleTests
{
    [Fact]
    public async Task A_boot_is_accepted_once_and_another_one_is_found()
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:Evidence:Boot:RequireReference", "true"), ("Collector:RecoverByEvidence", "true")]);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        (await bed.ActAsync(host.Id, "accept-boot")).ShouldBe(HttpStatusCode.Conflict);
        host.Boot(Log("linux /vmlinuz"));
        Ids(await host.AttestAsync()).ShouldContain(BootFindings.ReferenceMissing);

        // A boot that the rules do not allow is known all the same, so that it can be accepted.
        (await bed.GetAsync("v1/hosts/node-1/boot")).GetProperty("boot").GetProperty("grubCommands")[0].GetString().ShouldBe("linux /vmlinuz");
        (await bed.ActAsync(host.Id, "accept-boot", Hosting.Security.Roles.Auditor)).ShouldBe(HttpStatusCode.Forbidden);
        (await bed.ActAsync(host.Id, "accept-boot")).ShouldBe(HttpStatusCode.OK);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        (await host.ChallengeAsync()).BootLogWanted.ShouldBeFalse();
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        host.Boot(Log("linux /vmlinuz.evil"));
        var status = await host.AttestAsync();
        status.State.ShouldBe(HostState.Failed);
        status.Findings.Where(finding => finding.Id == BootFindings.ReferenceMismatch).Select(finding => finding.Message).ShouldContain(message => message.Contains("vmlinuz.evil", StringComparison.Ordinal));
        (await bed.GetAsync("v1/hosts/node-1/boot")).GetProperty("differences").GetArrayLength().ShouldBe(2);
        // It stays so for as long as that boot lasts.
        Ids(await host.AttestAsync()).ShouldContain(BootFindings.ReferenceMismatch);
        host.Boot(Log("linux /vmlinuz"));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        (await bed.GetAsync("v1/hosts/node-1/timeline")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("act").GetString()).ShouldContain("boot-accepted");
    }

    [Fact]
    public async Task Rules_that_change_ask_for_the_log_again()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        await using var bed = await CollectorBed.StartAsync(folder, time);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Boot(Log("linux /vmlinuz init=/bin/sh"));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        (await host.ChallengeAsync()).BootLogWanted.ShouldBeFalse();

        await using var stricter = await CollectorBed.StartAsync(folder, time, ("Collector:Evidence:Boot:GrubCommands:0", "linux /vmlinuz"));
        await host.MoveToAsync(stricter);

        Ids(await host.AttestAsync()).ShouldContain(BootFindings.GrubCommandNotAllowed);
    }

    [Fact]
    public async Task Reference_values_of_pcrs_are_judged_in_every_quote()
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:Evidence:Boot:Pcrs:0:Pcr", "14"), ("Collector:Evidence:Boot:Pcrs:0:Values:0", new string('0', 64))]);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        host.Tpm.Pcrs.TrySet(Attestry.Tpm.Structures.TpmHash.Sha256, 14, SHA256.HashData("x"u8));
        Ids(await host.AttestAsync()).ShouldContain(BootFindings.PcrNotAllowed);
    }

    [Theory]
    [InlineData("Collector:Evidence:Boot:Images:0", "xyz", "Images")]
    [InlineData("Collector:Evidence:Boot:ReferenceExcept:0", "everything", "ReferenceExcept")]
    [InlineData("Collector:Evidence:Boot:Databases:0:Name", "dbz", "Name")]
    [InlineData("Collector:Evidence:Signatures:Required:0", "/usr/*", "Signatures:Keys")]
    public async Task A_setting_that_is_wrong_stops_the_start(string setting, string value, string named) =>
        (await Should.ThrowAsync<OptionsException>(async () =>
        {
            await using var bed = await CollectorBed.StartAsync(settings: [(setting, value)]);
        })).Message.ShouldContain(named);

    [Fact]
    public async Task Files_must_be_signed_where_the_policy_says()
    {
        using var folder = new TemporaryFolder();
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(folder.File("rsa.pem"), rsa.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllBytesAsync(folder.File("ecdsa.der"), ecdsa.ExportSubjectPublicKeyInfo());
        await using var bed = await CollectorBed.StartAsync(settings:
        [
            ("Collector:UnknownFiles", "Allow"), ("Collector:Evidence:Signatures:Keys:0", folder.File("rsa.pem")), ("Collector:Evidence:Signatures:Keys:1", folder.File("ecdsa.der")),
            ("Collector:Evidence:Signatures:Required:0", "/usr/*"), ("Collector:Evidence:Signatures:Except:0", "/usr/local/*"),
        ]);
        byte[] ByRsa(byte[] digest) => Header(rsa.ExportSubjectPublicKeyInfo(), rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        byte[] ByEcdsa(byte[] digest, ECDsa key) => Header(key.ExportSubjectPublicKeyInfo(), key.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence));
        var digest = SHA256.HashData("content"u8);
        var cases = new (string Name, string Path, byte[] Signature, string? Finding)[]
        {
            ("by-rsa", "/usr/bin/a", ByRsa(digest), null),
            ("by-ecdsa", "/usr/bin/a", ByEcdsa(digest, ecdsa), null),
            ("not-signed", "/usr/bin/a", [], ImaFindings.SignatureMissing),
            ("not-required", "/opt/a", [], null),
            ("excepted", "/usr/local/a", [], null),
            ("stranger", "/usr/bin/a", ByEcdsa(digest, stranger), ImaFindings.SignatureKeyUnknown),
            ("of-another-file", "/opt/a", ByEcdsa(SHA256.HashData("other"u8), ecdsa), ImaFindings.SignatureInvalid),
            ("nonsense", "/opt/a", [3, 2, 4], ImaFindings.SignatureMalformed),
        };
        foreach (var (name, path, signature, finding) in cases)
        {
            using var host = await SimulatedHost.EnrolledAsync(bed, name);
            host.Log.Add("ima-sig", TestImaLog.Digest("sha256", digest), TestImaLog.Name(path), TestImaLog.Hex(signature));

            var status = await host.AttestAsync();

            Ids(status).ShouldBe(finding is null ? [] : [finding], name);
            status.State.ShouldBe(finding is null ? HostState.Trusted : HostState.Failed, name);
        }
        // A stranger's signature on a file that need not be signed is noted.
        using var noted = await SimulatedHost.EnrolledAsync(bed, "noted");
        noted.Log.Add("ima-sig", TestImaLog.Digest("sha256", digest), TestImaLog.Name("/opt/a"), TestImaLog.Hex(ByEcdsa(digest, stranger)));
        var trusted = await noted.AttestAsync();
        (trusted.State, trusted.Findings.Single().Severity).ShouldBe((HostState.Trusted, "low"));
    }

    private static byte[] Header(byte[] key, byte[] signature)
    {
        using var id = Attestry.Tpm.Ima.ImaKey.Of(key);
        return [3, 2, 4, (byte)(id!.Id >> 24), (byte)(id.Id >> 16), (byte)(id.Id >> 8), (byte)id.Id, (byte)(signature.Length >> 8), (byte)signature.Length, .. signature];
    }

    private static byte[] Log(string command) => TestBootLog.Agile()
        .Add(0, BootEventType.CrtmVersion, [1, 0, 2, 0])
        .Add(8, BootEventType.Ipl, Encoding.ASCII.GetBytes($"grub_cmd: {command}\0"), Encoding.ASCII.GetBytes(command))
        .Bytes;

    private static IEnumerable<string> Ids(Attestry.Tpm.Protocol.EvidenceStatus status) => status.Findings.Select(finding => finding.Id).Where(id => id != QuoteFindings.Rebooted);
}
