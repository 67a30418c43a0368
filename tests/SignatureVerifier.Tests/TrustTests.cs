using Attestry.Hosting.Options;
using Attestry.SignatureVerifier.Trust;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Attestry.SignatureVerifier.Tests;

public sealed class TrustTests
{
    private static readonly SigningKey Key = SigningKey.GenerateEcdsaP256();

    [Fact]
    public void A_key_is_trusted_where_its_patterns_say_and_nowhere_without_one()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("release.pub"), Key.Public.ToPem());
        var trust = TrustLoader.Load(new()
        {
            Keys =
            [
                new() { Name = "file", Path = folder.File("release.pub"), Repositories = ["ghcr.io/acme/**", "docker.io/*/app"] },
                new() { Name = "nowhere", Pem = Key.Public.ToPem() },
            ],
        });

        trust.Keys.For("ghcr.io/acme/team/app").ShouldHaveSingleItem().Name.ShouldBe("file");
        trust.Keys.For("docker.io/acme/app").ShouldHaveSingleItem().Key.KeyId.ShouldBe(Key.Public.KeyId);
        trust.Keys.For("ghcr.io/acmeevil/app").ShouldBeEmpty();
        trust.Keys.For("evil.example/ghcr.io/acme/app").ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_setting_stops_the_start_and_is_named()
    {
        var pem = Key.Public.ToPem();

        Refused(("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Path", "/nowhere/key.pub")).ShouldContain("Trust:Keys:0:Path");
        Refused(("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Pem", "no key")).ShouldContain("Trust:Keys:0:Pem");
        Refused(("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Pem", Key.ToPem())).ShouldContain("private key");
        Refused(("Trust:Keys:0:Name", "a")).ShouldContain("Trust:Keys:0");
        Refused(("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Pem", pem), ("Trust:Keys:0:Path", "/key.pub")).ShouldContain("Trust:Keys:0");
        Refused(("Trust:Keys:0:Pem", pem)).ShouldContain("Trust:Keys:0:Name");
        Refused(("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Pem", pem), ("Trust:Keys:1:Name", "a"), ("Trust:Keys:1:Pem", pem)).ShouldContain("Trust:Keys:1:Name");
        Refused(("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Pem", pem), ("Trust:Keys:0:Algorithm", "rsa-pss")).ShouldContain("Trust:Keys:0:Pem");
        Refused(("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Pem", pem), ("Trust:Keys:0:Repositorys:0", "**")).ShouldContain("Trust");
    }

    [Fact]
    public void A_wrong_identity_stops_the_start_and_is_named()
    {
        using var sigstore = new TestSigstore();
        var root = ("Trust:TrustedRoot", sigstore.RootJson().ToJsonString());
        (string, string) name = ("Trust:Identities:0:Name", "ci"), issuer = ("Trust:Identities:0:Issuer", "https://i"), subject = ("Trust:Identities:0:Subject", "s");

        Refused(name, issuer, subject).ShouldContain("Trust:TrustedRoot");
        Refused(name, issuer, subject, ("Trust:TrustedRoot", "{}")).ShouldContain("Trust:TrustedRoot");
        Refused(name, issuer, subject, ("Trust:TrustedRootFile", "/nowhere/root.json")).ShouldContain("Trust:TrustedRoot");
        Refused(name, issuer, root).ShouldContain("Trust:Identities:0");
        Refused(name, subject, root).ShouldContain("Trust:Identities:0");
        Refused(issuer, subject, root).ShouldContain("Trust:Identities:0:Name");
        Refused(name, issuer, subject, root, ("Trust:Identities:0:SubjectPattern", ".*")).ShouldContain("Trust:Identities:0");
        Refused(name, issuer, root, ("Trust:Identities:0:SubjectPattern", "(")).ShouldContain("Trust:Identities:0");
        Refused(name, issuer, subject, root, ("Trust:MinLogEntries", "0"), ("Trust:MinTimestamps", "0")).ShouldContain("Trust:MinLogEntries");
        Refused(name, issuer, subject, root, ("Trust:MinLogEntries", "-1")).ShouldContain("Trust:MinLogEntries");
        Refused(name, issuer, subject, root, ("Trust:Keys:0:Name", "ci"), ("Trust:Keys:0:Pem", Key.Public.ToPem())).ShouldContain("Trust:Identities:0:Name");
    }

    [Fact]
    public void A_wrong_rule_builder_or_Notation_document_stops_the_start_and_is_named()
    {
        (string, string)[] key = [("Trust:Keys:0:Name", "a"), ("Trust:Keys:0:Pem", Key.Public.ToPem())];
        var there = ("Trust:Rules:0:Repositories:0", "**");

        Refused([.. key, ("Trust:Rules:0:Threshold", "1")]).ShouldContain("Trust:Rules:0:Repositories");
        Refused([.. key, there, ("Trust:Rules:0:Threshold", "0")]).ShouldContain("Trust:Rules:0:Threshold");
        Refused([.. key, there, ("Trust:Rules:0:Threshold", "2"), ("Trust:Rules:0:Signers:0", "a")]).ShouldContain("Trust:Rules:0:Threshold");
        Refused([.. key, there, ("Trust:Rules:0:Signers:0", "stranger")]).ShouldContain("Trust:Rules:0:Signers");
        Refused([.. key, there, ("Trust:Rules:0:MinLogEntries", "0"), ("Trust:Rules:0:MinTimestamps", "0")]).ShouldContain("Trust:Rules:0:MinLogEntries");
        Refused([.. key, there, ("Trust:Rules:0:ProveKeys", "true")]).ShouldContain("Trust:Rules:0:ProveKeys");
        Refused([.. key, there, ("Trust:Rules:0:MaxAgeDays", "0")]).ShouldContain("Trust:Rules:0:MaxAgeDays");
        Refused([.. key, ("Trust:Builders:0:Id", "b"), ("Trust:Builders:0:Level", "4"), ("Trust:Builders:0:Signers:0", "a")]).ShouldContain("Trust:Builders:0:Level");
        Refused([.. key, ("Trust:Builders:0:Id", "b"), ("Trust:Builders:0:Level", "3")]).ShouldContain("Trust:Builders:0:Signers");
        Refused([.. key, ("Trust:Builders:0:Level", "3"), ("Trust:Builders:0:Signers:0", "a")]).ShouldContain("Trust:Builders:0");
        Refused([.. key, ("Trust:Builders:0:IdPattern", "("), ("Trust:Builders:0:Level", "3"), ("Trust:Builders:0:Signers:0", "a")]).ShouldContain("Trust:Builders:0");
        Refused(("Trust:Notation:Policy", "{}")).ShouldContain("Trust:Notation");
        Refused(("Trust:Notation:Policy", "{}"), ("Trust:Notation:TrustStore", "/nowhere")).ShouldContain("Trust:Notation:Policy");
    }

    [Fact]
    public void A_key_may_be_a_JSON_Web_Key()
    {
        using var ecdsa = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var point = ecdsa.ExportParameters(false).Q;
        var jwk = $$"""{"kty":"EC","crv":"P-256","x":"{{System.Buffers.Text.Base64Url.EncodeToString(point.X)}}","y":"{{System.Buffers.Text.Base64Url.EncodeToString(point.Y)}}"}""";

        TrustLoader.Load(new() { Keys = [new() { Name = "jwk", Pem = jwk, Repositories = ["**"] }] }).Keys.For("r/app").ShouldHaveSingleItem()
            .Key.SubjectPublicKeyInfo.ToArray().ShouldBe(ecdsa.ExportSubjectPublicKeyInfo());
    }

    private static string Refused(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        return Should.Throw<OptionsException>(builder.AddSignatureVerifier).Message;
    }
}
