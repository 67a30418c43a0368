using System.Text;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Tests.Tee;

public sealed class TdxCollateralTests : IDisposable
{
    private static readonly byte[] Data = [.. Enumerable.Repeat((byte)9, 64)];

    private readonly TestProcessor _processor = new();

    public void Dispose() => _processor.Dispose();

    [Theory]
    [InlineData("SWHardeningNeeded", "UpToDate", "UpToDate", TeeFindings.TcbConfiguration)]
    [InlineData("ConfigurationNeeded", "UpToDate", "UpToDate", TeeFindings.TcbConfiguration)]
    [InlineData("ConfigurationAndSWHardeningNeeded", "UpToDate", "UpToDate", TeeFindings.TcbConfiguration)]
    [InlineData("OutOfDate", "UpToDate", "UpToDate", TeeFindings.TcbOutdated)]
    [InlineData("OutOfDateConfigurationNeeded", "UpToDate", "UpToDate", TeeFindings.TcbOutdated)]
    [InlineData("Revoked", "UpToDate", "UpToDate", TeeFindings.TcbRevoked)]
    [InlineData("SomethingNew", "UpToDate", "UpToDate", TeeFindings.TcbUnknown)]
    [InlineData("UpToDate", "OutOfDate", "UpToDate", TeeFindings.TcbOutdated)]
    [InlineData("UpToDate", "Revoked", "UpToDate", TeeFindings.TcbRevoked)]
    [InlineData("UpToDate", "UpToDate", "OutOfDate", TeeFindings.TcbOutdated)]
    [InlineData("UpToDate", "UpToDate", "Revoked", TeeFindings.TcbRevoked)]
    public void The_worst_of_platform_module_and_enclave_counts(string platform, string module, string enclave, string finding)
    {
        var collateral = Read(_processor.TcbInfo(platform, moduleStatus: module), _processor.EnclaveIdentity(enclave));
        Judge(collateral).ShouldBe([finding]);
        // Accepted, it is noted; what is revoked or not known cannot be accepted.
        var accepted = Enum.GetValues<TdxTcbStatus>();
        var result = Verify(collateral, new(Data) { Collateral = collateral, AcceptedTcbStatuses = [.. accepted] });
        result.Findings.Single().Severity.ShouldBe(finding is TeeFindings.TcbRevoked ? Severity.Critical : finding is TeeFindings.TcbUnknown ? Severity.High : Severity.Low);
        result.Succeeded.ShouldBe(finding is not (TeeFindings.TcbRevoked or TeeFindings.TcbUnknown));
    }

    [Fact]
    public void A_platform_that_is_behind_a_level_falls_to_the_next()
    {
        var collateral = Read(_processor.TcbInfo(least: 8), _processor.EnclaveIdentity());
        var result = Verify(collateral, new(Data) { Collateral = collateral });
        result.Findings.Single().Id.ShouldBe(TeeFindings.TcbOutdated);
        result.Findings.Single().Message.ShouldContain("INTEL-SA-00001, INTEL-SA-00002");
        // Configuration of the one and age of the other are both to be mended.
        new TdxPlatformStatus(TdxTcbStatus.ConfigurationNeeded, ["b"]).With(new(TdxTcbStatus.OutOfDate, ["a"])).Status.ShouldBe(TdxTcbStatus.OutOfDateConfigurationNeeded);
        new TdxPlatformStatus(TdxTcbStatus.SWHardeningNeeded, []).With(new(TdxTcbStatus.ConfigurationNeeded, [])).Status.ShouldBe(TdxTcbStatus.ConfigurationAndSWHardeningNeeded);
    }

    [Fact]
    public void Without_a_module_version_the_platform_alone_counts()
    {
        var collateral = Read(_processor.TcbInfo(moduleStatus: "Revoked"), _processor.EnclaveIdentity());
        var result = new TdxVerifier([_processor.Ark], new ManualTime(TestProcessor.Now)).Verify(_processor.Quote(Data, signed => (signed[48], signed[49]) = (9, 0)), new(Data) { Collateral = collateral });
        // Its second component is 0, which is behind the first level.
        result.Findings.Single().Id.ShouldBe(TeeFindings.TcbOutdated);
    }

    [Fact]
    public void Another_platform_another_enclave_and_collateral_that_is_over_are_found()
    {
        Judge(Read(_processor.TcbInfo(fmspc: "00906ED50000"), _processor.EnclaveIdentity())).ShouldBe([TeeFindings.TcbUnknown]);
        Judge(Read(_processor.TcbInfo(), _processor.EnclaveIdentity(least: 1))).ShouldBe([TeeFindings.TcbUnknown]);
        Judge(Read(_processor.TcbInfo())).ShouldBe([TeeFindings.TcbUnknown]);
        var over = Read(_processor.TcbInfo(next: TestProcessor.Now.AddDays(-1)), _processor.EnclaveIdentity());
        Judge(over).ShouldBe([TeeFindings.CollateralExpired]);
        Verify(over, new(Data) { Collateral = over }).Succeeded.ShouldBeTrue();
        Verify(over, new(Data) { Collateral = over, RequireCollateral = true }).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void A_revoked_certificate_and_a_list_that_is_over_are_found()
    {
        var revoked = Read(_processor.TcbInfo(), _processor.EnclaveIdentity(), _processor.Revocations(revoked: _processor.Pck));
        Judge(revoked).ShouldBe([TeeFindings.CertificateRevoked]);
        Judge(Read(_processor.TcbInfo(), _processor.EnclaveIdentity(), _processor.Revocations(revoked: _processor.CollateralSigner))).ShouldBeEmpty();
        Judge(Read(_processor.TcbInfo(), _processor.EnclaveIdentity(), _processor.Revocations())).ShouldBeEmpty();
        Judge(Read(_processor.TcbInfo(), _processor.EnclaveIdentity(), _processor.Revocations(TestProcessor.Now.AddDays(-1)))).ShouldBe([TeeFindings.CollateralExpired]);
        // A list that another authority of the same name signed revokes nothing.
        using var other = new TestProcessor();
        Judge(Read(_processor.TcbInfo(), _processor.EnclaveIdentity(), other.Revocations(revoked: _processor.Pck))).ShouldBeEmpty();
        var pem = Encoding.ASCII.GetBytes(System.Security.Cryptography.PemEncoding.WriteString("X509 CRL", _processor.Revocations(revoked: _processor.Pck)));
        Judge(Read(_processor.TcbInfo(), _processor.EnclaveIdentity(), pem)).ShouldBe([TeeFindings.CertificateRevoked]);
    }

    [Fact]
    public void Takes_only_what_leads_to_the_root()
    {
        using var other = new TestProcessor();
        Refused(_processor.CollateralChain(), other.TcbInfo()).ShouldContain("No chain");
        Refused(_processor.TcbInfo()).ShouldContain("No chain");
        Refused(other.CollateralChain(), other.TcbInfo()).ShouldContain("No chain");
        var altered = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_processor.TcbInfo("OutOfDate")).Replace("OutOfDate", "UpToDate", StringComparison.Ordinal));
        Refused(_processor.CollateralChain(), altered).ShouldContain("No chain");
        // The certificate of a platform leads to the root too, and must not sign what is said of platforms.
        Refused(Encoding.ASCII.GetBytes(_processor.Pck.ExportCertificatePem()), _processor.TcbInfo()).ShouldContain("No chain");
        Refused(_processor.CollateralChain(), "{\"a\":1}"u8.ToArray()).ShouldContain("neither");
        Refused("nothing"u8.ToArray()).ShouldContain("neither");
        Refused(Array.Empty<byte>()).ShouldContain("empty");
        TdxCollateral.Read([_processor.CollateralChain(), _processor.TcbInfo()], [_processor.Ark], TestProcessor.Now.AddYears(9)).Collateral.ShouldBeNull();
    }

    [Fact]
    public void Reads_chains_as_the_headers_of_the_service_hold_them()
    {
        var header = Encoding.ASCII.GetBytes(Uri.EscapeDataString(Encoding.ASCII.GetString(_processor.CollateralChain())));
        TdxCollateral.Read([_processor.TcbInfo(), header], [_processor.Ark], TestProcessor.Now).Collateral.ShouldNotBeNull();
    }

    private string Refused(params byte[][] files)
    {
        var (collateral, finding) = TdxCollateral.Read([.. files.Select(file => (ReadOnlyMemory<byte>)file)], [_processor.Ark], TestProcessor.Now);
        collateral.ShouldBeNull();
        finding!.Id.ShouldBe(TeeFindings.CollateralInvalid);
        return finding.Message;
    }

    private TdxCollateral Read(params byte[][] files)
    {
        var (collateral, finding) = TdxCollateral.Read([.. files.Select(file => (ReadOnlyMemory<byte>)file), _processor.CollateralChain()], [_processor.Ark], TestProcessor.Now);
        return collateral ?? throw new InvalidOperationException(finding!.Message);
    }

    private IEnumerable<string> Judge(TdxCollateral collateral) => Verify(collateral, new(Data) { Collateral = collateral }).Findings.Select(finding => finding.Id);

    private TeeResult<TdxQuote> Verify(TdxCollateral collateral, TdxExpectation expectation) =>
        new TdxVerifier([_processor.Ark], new ManualTime(TestProcessor.Now)).Verify(_processor.Quote(Data), expectation with { Collateral = collateral });
}
