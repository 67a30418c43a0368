using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Tests.Tee;

public sealed class TeeVerifierTests : IDisposable
{
    private const string Vcek = "63da758d-e664-4564-adc5-f4b93be8accd";

    private static readonly byte[] Data = [.. Enumerable.Repeat((byte)9, 64)];
    private static readonly TeePolicy Policy = new() { Demand = TeeDemand.Required };

    private readonly TestProcessor _processor = new();

    public void Dispose() => _processor.Dispose();

    [Fact]
    public void The_report_data_binds_nonce_and_attestation_key_without_a_doubt_where_one_ends()
    {
        using var tpm = TestTpm.Create();
        TpmPublic.TryRead(tpm.Public, out var key).ShouldBeTrue();
        var bound = TeeBinding.ReportData([1, 2, 3], key!.Name);

        // As it is documented.
        byte[] text = [.. "attestry host tee report v1\0"u8, 0, 3, 1, 2, 3, 0, 34, .. key.Name.Bytes.Span];
        bound.ShouldBe(SHA512.HashData(text));
        TeeBinding.ReportData([1, 2], key.Name).ShouldNotBe(bound);
    }

    [Fact]
    public void Takes_the_certificate_from_the_table_and_else_from_the_operator()
    {
        var report = _processor.Report(Data);
        var fromTable = Verifier().Verify(new(TeeKind.SevSnp, report) { Certificates = _processor.CertificateTable() }, Data, Policy);
        fromTable.Findings.ShouldBeEmpty();
        fromTable.State.ShouldNotBeNull();
        (fromTable.State.Measurement, fromTable.State.Tcb, fromTable.State.DebugAllowed).ShouldBe((string.Concat(Enumerable.Repeat("aa", 48)), "4.0.22.213", false));

        using var leaf = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(_processor.Leaf());
        Verifier(chips: leaf).Verify(new(TeeKind.SevSnp, report), Data, Policy).State.ShouldNotBeNull();
        Only(Verifier().Verify(new(TeeKind.SevSnp, report), Data, Policy)).ShouldBe(TeeFindings.CertificateMissing);
        // The operator's certificate of another firmware is none of this report.
        Only(Verifier(chips: leaf).Verify(new(TeeKind.SevSnp, _processor.Report(Data, bytes => bytes[0x186] = 23)), Data, Policy)).ShouldBe(TeeFindings.CertificateMissing);
        // What the host of the machine hands out may be outdated; the operator's is right.
        var outdated = TestProcessor.CertificateTable((Vcek, _processor.Leaf(snp: 9)));
        Only(Verifier().Verify(new(TeeKind.SevSnp, report) { Certificates = outdated }, Data, Policy)).ShouldBe(TeeFindings.CertificateMismatch);
        Verifier(chips: leaf).Verify(new(TeeKind.SevSnp, report) { Certificates = outdated }, Data, Policy).State.ShouldNotBeNull();
    }

    [Fact]
    public void Refuses_a_table_that_points_elsewhere()
    {
        var good = _processor.CertificateTable();
        foreach (var alter in new Action<byte[]>[] { table => table[16] = 3, table => table[23] = 0x7F, table => table[19] = 0xFF, table => table[24] = 1 })
        {
            byte[] table = [.. good];
            alter(table);
            Only(Verifier().Verify(new(TeeKind.SevSnp, _processor.Report(Data)) { Certificates = table }, Data, Policy)).ShouldBe(TeeFindings.Malformed);
        }
        var twice = TestProcessor.CertificateTable((Vcek, _processor.Leaf()), (Vcek, _processor.Leaf()));
        Only(Verifier().Verify(new(TeeKind.SevSnp, _processor.Report(Data)) { Certificates = twice }, Data, Policy)).ShouldBe(TeeFindings.Malformed);
    }

    [Theory]
    [InlineData(TeeFindings.KindNotAllowed)]
    [InlineData(TeeFindings.MeasurementMismatch)]
    [InlineData(TeeFindings.PolicyMismatch)]
    [InlineData(TeeFindings.TcbOutdated)]
    [InlineData(TeeFindings.ReportDataMismatch)]
    public void Each_rule_has_its_finding(string finding)
    {
        var (policy, data) = finding switch
        {
            TeeFindings.KindNotAllowed => (Policy with { Kinds = [TeeKind.Tdx] }, Data),
            TeeFindings.MeasurementMismatch => (Policy with { Measurements = [new string('0', 96)] }, Data),
            TeeFindings.PolicyMismatch => (Policy with { HostData = [new string('1', 64)] }, Data),
            TeeFindings.TcbOutdated => (Policy with { LeastSnpTcb = new(4, 0, 23, 0) }, Data),
            _ => (Policy, new byte[64]),
        };
        Only(Verifier().Verify(new(TeeKind.SevSnp, _processor.Report(Data)) { Certificates = _processor.CertificateTable() }, data, policy)).ShouldBe(finding);
        foreach (var other in new[] { Policy with { AllowSmt = false }, Policy with { RequireSingleSocket = true }, Policy with { IdKeys = [new string('1', 96)] } })
            Only(Verifier().Verify(new(TeeKind.SevSnp, _processor.Report(Data)) { Certificates = _processor.CertificateTable() }, Data, other)).ShouldBe(TeeFindings.PolicyMismatch);
    }

    [Fact]
    public void A_machine_of_intel_says_its_registers_and_what_intel_says_of_it()
    {
        var collateral = Collateral(_processor.TcbInfo(), _processor.EnclaveIdentity());
        var judged = Verifier(collateral).Verify(new(TeeKind.Tdx, _processor.Quote(Data)), Data, Policy with { RequireCollateral = true });
        judged.Findings.ShouldBeEmpty();
        (judged.State!.TcbStatus, judged.State.Rtmrs[3]).ShouldBe((TdxTcbStatus.UpToDate, string.Concat(Enumerable.Repeat("03", 48))));
        Verifier(collateral).Verify(new(TeeKind.Tdx, _processor.Quote(Data, version: 5)), Data, Policy with { RequireCollateral = true }).Findings.ShouldBeEmpty();
        var registers = new Dictionary<int, IReadOnlyList<string>> { [2] = [string.Concat(Enumerable.Repeat("03", 48))] };
        Only(Verifier(collateral).Verify(new(TeeKind.Tdx, _processor.Quote(Data)), Data, Policy with { Rtmrs = registers })).ShouldBe(TeeFindings.RegisterMismatch);
        // Nothing is known of the platform: the quote holds, and the finding says what it lacks.
        var unknown = Verifier().Verify(new(TeeKind.Tdx, _processor.Quote(Data)), Data, Policy);
        (unknown.State is null, unknown.Findings.Single().Id, unknown.Findings.Single().Severity).ShouldBe((false, TeeFindings.CollateralMissing, Severity.Medium));
        Only(Verifier().Verify(new(TeeKind.Tdx, _processor.Quote(Data)), Data, Policy with { RequireCollateral = true })).ShouldBe(TeeFindings.CollateralMissing);
    }

    private TdxCollateral Collateral(params byte[][] files)
    {
        var (collateral, finding) = TdxCollateral.Read([_processor.CollateralChain(), .. files], [_processor.Ark], TestProcessor.Now);
        return collateral ?? throw new InvalidOperationException(finding!.Message);
    }

    private TeeVerifier Verifier(TdxCollateral? collateral = null, params System.Security.Cryptography.X509Certificates.X509Certificate2[] chips)
    {
        var time = new ManualTime(TestProcessor.Now);
        return new(new([_processor.Ark, _processor.Ask, _processor.Asvk], time), new([_processor.Ark], time), chips, () => collateral);
    }

    private static string Only(TeeJudgement judgement)
    {
        judgement.State.ShouldBeNull();
        return judgement.Findings.ShouldHaveSingleItem().Id;
    }
}
