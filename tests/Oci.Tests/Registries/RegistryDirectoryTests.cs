using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace Attestry.Oci.Tests.Registries;

public sealed class RegistryDirectoryTests
{
    [Fact]
    public void Opens_configured_registries_only()
    {
        using var directory = new RegistryDirectory([new RegistryOptions { Host = "docker.io" }, new RegistryOptions { Host = "GHCR.io" }], TimeProvider.System);
        directory.IsConfigured("registry-1.docker.io").ShouldBeTrue();
        directory.Open("docker.io", "library/alpine")!.Name.ShouldBe("docker.io/library/alpine");
        directory.Open("ghcr.io", "acme/app").ShouldNotBeNull();
        directory.Open("quay.io", "acme/app").ShouldBeNull();
        directory.Open("ghcr.io", "../x").ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => directory.Client("quay.io"));
        directory.Client("ghcr.io").ShouldBeSameAs(directory.Client("GHCR.IO"));
        directory.Client("docker.io").Transport.Base.ToString().ShouldBe("https://registry-1.docker.io/v2/");
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("http://host", null, null)]
    [InlineData("host", "user", null)]
    [InlineData("host", null, "password")]
    public void Refuses_settings_that_cannot_work(string host, string? user, string? password)
    {
        var options = new RegistriesOptions { Registries = [new RegistryOptions { Host = host, Username = user, Password = password }] };
        Validator.TryValidateObject(options, new(options), null, validateAllProperties: true).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_registry_given_twice()
    {
        var options = new RegistriesOptions { Registries = [new RegistryOptions { Host = "docker.io" }, new RegistryOptions { Host = "index.docker.io" }] };
        Validator.TryValidateObject(options, new(options), null, validateAllProperties: true).ShouldBeFalse();
    }

    [Fact]
    public async Task Trusts_the_authority_of_the_ca_file_and_no_unknown_one()
    {
        using var folder = new TemporaryFolder();
        using var authority = Certificate("CN=authority", null, _ => { });
        using var leaf = Certificate("CN=registry", authority, names => names.AddIpAddress(System.Net.IPAddress.Loopback));
        using var stranger = Certificate("CN=registry", authority, names => names.AddDnsName("elsewhere.example"));
        await File.WriteAllTextAsync(folder.File("ca.pem"), authority.ExportCertificatePem());
        var stored = new StoredRepository();
        stored.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        await using var server = await LoopbackServer.StartAsync(stored.AnswerAsync, listen => listen.UseHttps(leaf));
        await using var misnamed = await LoopbackServer.StartAsync(stored.AnswerAsync, listen => listen.UseHttps(stranger));

        (await GetAsync(server, folder.File("ca.pem"))).ShouldNotBeNull();
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(server, null));
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(misnamed, folder.File("ca.pem")));
        misnamed.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Does_not_speak_plain_http_to_a_host_that_is_not_marked()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(server, null));
        server.Seen.ShouldBeEmpty();
    }

    private static async Task<FetchedManifest?> GetAsync(LoopbackServer server, string? caFile)
    {
        using var client = new RegistryClient(new RegistryOptions { Host = server.Host, CaFile = caFile }, new HastyTime());
        return await client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None);
    }

    private static X509Certificate2 Certificate(string name, X509Certificate2? issuer, Action<SubjectAlternativeNameBuilder> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var alternative = new SubjectAlternativeNameBuilder();
        names(alternative);
        if (issuer is not null)
            request.CertificateExtensions.Add(alternative.Build());
        var (from, to) = (DateTimeOffset.UtcNow.Date.AddDays(-1), DateTimeOffset.UtcNow.Date.AddDays(2));
        if (issuer is null)
            return request.CreateSelfSigned(from, to);
        using var signed = request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
