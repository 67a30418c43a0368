using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Tests.Tee;

public sealed class VendorRootTests
{
    /// <summary>SHA-256 of the certificates, as the vendors' own copies have it.</summary>
    public static TheoryData<string, string> Fingerprints { get; } = new()
    {
        { "ARK-Milan", "69D063B45344D26A2E94E1F4210DE49EF555308287D4C174445C95639A540BCD" },
        { "SEV-Milan", "67D303BD3905FD38DB8B20E0793699870E7FA612EAAD5DEC358293FD8C0BAC1B" },
        { "SEV-VLEK-Milan", "C5E081F59B7EFAB1FE2F8B505E159704E72F29CAB7EF7CF628A05A42439082F5" },
        { "ARK-Genoa", "4C6598D19C18719C5DFD4A7D335F674E5BFE1D8F800CEA2CF270C10D103DB2F1" },
        { "SEV-Genoa", "5464738C1546AED5F2CECF1DC98C5C960A92E8913238A61711BC90EC6E828521" },
        { "SEV-VLEK-Genoa", "197E610743A917D6B9BB982A5A9226CCC0A15B611BE0619E626ACA9151457372" },
        { "ARK-Turin", "1F084161A44BB6D93778A904877D4819CAFA5D05EF4193B2DED9DD9C73DD3F6A" },
        { "SEV-Turin", "5B77EF5FE7A7A004FD9032668FBA9D0FDA22F88C4442069A479636A6AE3B3185" },
        { "SEV-VLEK-Turin", "104E10A8BD060A3C20A434261A57D0588FD65A88915B4F65B08BDECAF8DF1A3C" },
        { "Intel SGX Root CA", "44A0196B2B99F889B8E149E95B807A350E7424964399E885A7CBB8CCFAB674D3" },
    };

    [Theory, MemberData(nameof(Fingerprints))]
    public void Ships_the_vendors_certificates_and_each_leads_to_its_own_root(string name, string fingerprint)
    {
        var all = VendorRoots.Amd().Concat(VendorRoots.Intel()).ToList();
        all.Count.ShouldBe(Fingerprints.Count);
        var certificate = all.Single(one => one.GetNameInfo(X509NameType.SimpleName, false) == name);
        certificate.GetCertHashString(HashAlgorithmName.SHA256).ShouldBe(fingerprint);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = new(2026, 8, 1, 0, 0, 0, DateTimeKind.Utc);
        // Its own root alone is trusted; a root leads to itself, which checks its own signature.
        chain.ChainPolicy.CustomTrustStore.Add(all.Single(one =>
            one.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) && one.SubjectName.RawData.AsSpan().SequenceEqual(one.IssuerName.RawData)));
        chain.Build(certificate).ShouldBeTrue(string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
    }
}
