using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Builtins;

public sealed class CertificateTests : IDisposable
{
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _leaf;

    public CertificateTests()
    {
        var root = new CertificateRequest("CN=Root", _rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = root.CreateSelfSigned(BuiltinCalls.Now.AddDays(-1), BuiltinCalls.Now.AddDays(1));
        var leaf = new CertificateRequest("CN=leaf, O=Org", _leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("a.example");
        names.AddUri(new Uri("spiffe://a/b"));
        leaf.CertificateExtensions.Add(names.Build());
        _leaf = leaf.Create(_root, BuiltinCalls.Now.AddHours(-1), BuiltinCalls.Now.AddHours(1), [1, 2, 3]);
    }

    [Fact]
    public void Tells_the_parts_of_a_certificate()
    {
        const string parts = "[c.Subject.CommonName, c.Subject.Organization, c.Issuer.CommonName, c.DNSNames, c.URIStrings, c.EmailAddresses, c.IsCA, c.SerialNumber]";
        BuiltinCalls.Json($"[p | some c in crypto.x509.parse_certificates({Quoted(_leaf)}); p := {parts}]")
            .ShouldBe("[[\"leaf\",[\"Org\"],\"Root\",[\"a.example\"],[\"spiffe://a/b\"],null,false,66051]]");
    }

    [Fact]
    public void Verifies_a_chain_at_the_time_of_the_query() =>
        BuiltinCalls.Json($"crypto.x509.parse_and_verify_certificates({Quoted(_root, _leaf)})[0]").ShouldBe("true");

    [Fact]
    public void Refuses_a_chain_that_is_over() => BuiltinCalls.Json(
        $"crypto.x509.parse_and_verify_certificates_with_options({Quoted(_root, _leaf)}, {{\"CurrentTime\": {BuiltinCalls.Now.AddDays(3).ToUnixTimeSeconds()}000000000}})[0]").ShouldBe("false");

    [Fact]
    public void Refuses_a_chain_for_another_host() => BuiltinCalls.Json(
        $"crypto.x509.parse_and_verify_certificates_with_options({Quoted(_root, _leaf)}, {{\"DNSName\": \"b.example\"}})[0]").ShouldBe("false");

    [Fact]
    public void Refuses_a_leaf_of_another_root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = new CertificateRequest("CN=Root", key, HashAlgorithmName.SHA256).CreateSelfSigned(BuiltinCalls.Now.AddDays(-1), BuiltinCalls.Now.AddDays(1));
        BuiltinCalls.Json($"crypto.x509.parse_and_verify_certificates({Quoted(other, _leaf)})").ShouldBe("[false,[]]");
    }

    [Theory]
    [InlineData("crypto.x509.parse_certificates(\"foobar\")", "illegal base64")]
    [InlineData("crypto.x509.parse_certificates(\"YmFkc3RyaW5n\")", "x509: malformed certificate")]
    [InlineData("crypto.x509.parse_certificate_request(\"YmFkc3RyaW5n\")", "asn1: structure error")]
    public void Tells_what_is_wrong(string expression, string message) => BuiltinCalls.Fault(expression).ShouldContain(message);

    public void Dispose()
    {
        _root.Dispose();
        _leaf.Dispose();
        _rootKey.Dispose();
        _leafKey.Dispose();
    }

    private static string Quoted(params X509Certificate2[] certificates) =>
        new RegoString(string.Join('\n', certificates.Select(c => c.ExportCertificatePem()))).ToString();
}
