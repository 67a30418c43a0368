using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Tests.Trust;

public sealed class SigningConfigTests
{
    private const string V02 = "application/vnd.dev.sigstore.signingconfig.v0.2+json";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reads_addresses_of_v01()
    {
        var config = Read("""
            {"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.1+json","caUrl":"https://fulcio.test","oidcUrl":"https://oidc.test",
             "tlogUrls":["https://rekor.test","https://rekor2.test"],"tsaUrls":["https://tsa.test"]}
            """);
        config.CertificateAuthorities.Select([1], Now).ShouldHaveSingleItem().Url.ShouldBe(new("https://fulcio.test"));
        config.TransparencyLogs.Select([1, 2], Now).ShouldHaveSingleItem().Url.ShouldBe(new("https://rekor.test"));
        config.TimestampAuthorities.Select([1], Now).ShouldHaveSingleItem().Url.ShouldBe(new("https://tsa.test"));
    }

    [Theory]
    [InlineData("\"selector\":\"ANY\"", "1,2", "https://b2.test/")]
    [InlineData("\"selector\":\"ANY\"", "1", "https://b1.test/")]
    [InlineData("\"selector\":\"ALL\"", "1,2", "https://b2.test/ https://a1.test/")]
    [InlineData("\"selector\":\"EXACT\",\"count\":2", "1,2", "https://b2.test/ https://a1.test/")]
    [InlineData("\"selector\":\"EXACT\",\"count\":3", "1,2", "")]
    [InlineData("\"selector\":\"ALL\"", "3", "")]
    public void Selects_by_version_time_and_operator(string selector, string versions, string urls)
    {
        var config = Read("""
            {"mediaType":"V02","rekorTlogUrls":[
              {"url":"https://a1.test","majorApiVersion":1,"validFor":{"start":"2021-01-01T00:00:00Z"},"operator":"a"},
              {"url":"https://b1.test","majorApiVersion":1,"validFor":{"start":"2025-01-01T00:00:00Z"},"operator":"b"},
              {"url":"https://b2.test","majorApiVersion":2,"validFor":{"start":"2024-01-01T00:00:00Z"},"operator":"b"},
              {"url":"https://gone.test","majorApiVersion":2,"validFor":{"start":"2021-01-01T00:00:00Z","end":"2026-02-28T00:00:00Z"},"operator":"c"},
              {"url":"https://later.test","majorApiVersion":2,"validFor":{"start":"2026-03-02T00:00:00Z"},"operator":"d"}],
             "rekorTlogConfig":{SELECTOR}}
            """.Replace("SELECTOR", selector, StringComparison.Ordinal));
        var selected = config.TransparencyLogs.Select([.. versions.Split(',').Select(long.Parse)], Now);
        string.Join(' ', selected.Select(service => service.Url)).ShouldBe(urls);
        config.TimestampAuthorities.Select([1], Now).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.9+json"}""")]
    [InlineData("""{"mediaType":"V02","surprise":1}""")]
    [InlineData("""{"mediaType":"V02","caUrls":[{"url":"ftp://x","majorApiVersion":1}]}""")]
    [InlineData("""{"mediaType":"V02","caUrls":[{"url":"https://x"}]}""")]
    [InlineData("""{"mediaType":"V02","tsaUrls":[{"url":"https://x","majorApiVersion":1}]}""")]
    [InlineData("""{"mediaType":"V02","tsaUrls":[{"url":"https://x","majorApiVersion":1}],"tsaConfig":{"selector":"SERVICE_SELECTOR_UNDEFINED"}}""")]
    [InlineData("""{"mediaType":"V02","tsaUrls":[{"url":"https://x","majorApiVersion":1}],"tsaConfig":{"selector":"EXACT"}}""")]
    [InlineData("[]")]
    public void Refuses_what_is_none(string json)
    {
        var (config, finding) = SigningConfig.Read(Bytes(json));
        config.ShouldBeNull();
        finding!.Id.ShouldBe(SignatureFindings.Malformed);
    }

    [Fact]
    public void Reads_what_the_public_instance_publishes()
    {
        var config = Read(Encoding.UTF8.GetString(PublicInstance.PublicGood.SigningConfig.Span));
        config.CertificateAuthorities.Select([1], Now).ShouldHaveSingleItem().Url.ShouldBe(new("https://fulcio.sigstore.dev"));
        config.TransparencyLogs.Select([1, 2], Now).ShouldHaveSingleItem();
        config.TimestampAuthorities.Select([1], Now).ShouldHaveSingleItem();
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json.Replace("\"V02\"", $"\"{V02}\"", StringComparison.Ordinal));

    private static SigningConfig Read(string json)
    {
        var (config, finding) = SigningConfig.Read(Bytes(json));
        return config ?? throw new InvalidOperationException(finding!.Message);
    }
}
