using Attestry.Primitives;

namespace Attestry.Primitives.Tests;

public sealed class ImageReferenceTests
{
    private const string Sha = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("alpine", "docker.io", "library/alpine", null)]
    [InlineData("alpine:3.20", "docker.io", "library/alpine", "3.20")]
    [InlineData("acme/app", "docker.io", "acme/app", null)]
    [InlineData("docker.io/alpine", "docker.io", "library/alpine", null)]
    [InlineData("docker.io/acme/app:1", "docker.io", "acme/app", "1")]
    [InlineData("index.docker.io/alpine", "docker.io", "library/alpine", null)]
    [InlineData("registry-1.docker.io/acme/app", "docker.io", "acme/app", null)]
    [InlineData("ghcr.io/acme/app", "ghcr.io", "acme/app", null)]
    [InlineData("ghcr.io/app:v1.0_rc-1", "ghcr.io", "app", "v1.0_rc-1")]
    [InlineData("localhost/app", "localhost", "app", null)]
    [InlineData("localhost:5000/app", "localhost:5000", "app", null)]
    [InlineData("127.0.0.1:5000/acme/app:tag", "127.0.0.1:5000", "acme/app", "tag")]
    [InlineData("host:5000/acme/app", "host:5000", "acme/app", null)]
    [InlineData("host:5000", "docker.io", "library/host", "5000")]
    [InlineData("[::1]:5000/app:1", "[::1]:5000", "app", "1")]
    [InlineData("[2001:db8::1]/app", "[2001:db8::1]", "app", null)]
    [InlineData("a__b/c--d/e.f_g", "docker.io", "a__b/c--d/e.f_g", null)]
    public void Reads_the_normal_form(string text, string registry, string repository, string? tag)
    {
        var reference = ImageReference.Parse(text);
        reference.Registry.ShouldBe(registry);
        reference.Repository.ShouldBe(repository);
        reference.Tag.ShouldBe(tag);
        reference.Digest.IsEmpty.ShouldBeTrue();
        reference.Name.ShouldBe($"{registry}/{repository}");
        reference.Selector.ShouldBe(tag ?? "latest");
        ImageReference.Parse(reference.ToString()).ShouldBe(reference);
    }

    [Fact]
    public void A_digest_selects_before_a_tag()
    {
        var reference = ImageReference.Parse($"ghcr.io/acme/app:1@{Sha}");
        reference.Tag.ShouldBe("1");
        reference.Selector.ShouldBe(Sha);
        reference.ToString().ShouldBe($"ghcr.io/acme/app:1@{Sha}");
        reference.WithDigest(Digest.Parse(Sha)).ToString().ShouldBe($"ghcr.io/acme/app@{Sha}");
        reference.WithTag("2").ToString().ShouldBe("ghcr.io/acme/app:2");
    }

    [Fact]
    public void Reads_a_digest_behind_a_port() =>
        ImageReference.Parse($"localhost:5000/app@{Sha}").ToString().ShouldBe($"localhost:5000/app@{Sha}");

    [Theory]
    [InlineData("GHCR.io/acme/app", "ghcr.io/acme/app")]
    [InlineData("Docker.IO/alpine", "docker.io/library/alpine")]
    [InlineData("BuildHost/app", "buildhost/app")]
    public void A_host_is_one_host_however_it_is_spelled(string text, string name) => ImageReference.Parse(text).Name.ShouldBe(name);

    [Fact]
    public void Parts_given_apart_are_normalised_alike()
    {
        ImageReference.TryCreate("GHCR.IO", "acme/app", null, default, out var reference).ShouldBeTrue();
        reference!.Registry.ShouldBe("ghcr.io");
        ImageReference.TryCreate("ghcr.io", "acme/App", null, default, out _).ShouldBeFalse();
        ImageReference.TryCreate("ghcr.io", "acme/app", "no tag", default, out _).ShouldBeFalse();
        ImageReference.TryCreate(null, "acme/app", null, default, out _).ShouldBeFalse();
        ImageReference.TryCreate("ghcr.io", null, null, default, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/")]
    [InlineData(":tag")]
    [InlineData("app:")]
    [InlineData("app@")]
    [InlineData("app@sha256:short")]
    [InlineData("app@md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("user@host/app")]
    [InlineData("https://ghcr.io/acme/app")]
    [InlineData("ghcr.io/")]
    [InlineData("ghcr.io//app")]
    [InlineData("ghcr.io/acme//app")]
    [InlineData("ghcr.io/acme/app/")]
    [InlineData("ghcr.io/../app")]
    [InlineData("ghcr.io/acme/../../etc/passwd")]
    [InlineData("ghcr.io/acme/App")]
    [InlineData("ghcr.io/acme/-app")]
    [InlineData("ghcr.io/acme/a___b")]
    [InlineData("ghcr.io/acme/a..b")]
    [InlineData("ghcr.io/acme/app?x=1")]
    [InlineData("ghcr.io/acme/app\n")]
    [InlineData("ghcr.io/acme/app:tag\n")]
    [InlineData("ghcr.io/acme/app:.tag")]
    [InlineData("ghcr..io/app")]
    [InlineData("-ghcr.io/app")]
    [InlineData("ghcr-.io/app")]
    [InlineData("host:0/app")]
    [InlineData("host:65536/app")]
    [InlineData("host:123456/app")]
    [InlineData("[:::]/app")]
    [InlineData("[::1/app")]
    [InlineData("::1/app")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Refuses_what_is_not_a_reference(string? text)
    {
        ImageReference.TryParse(text, out var reference).ShouldBeFalse();
        reference.ShouldBeNull();
    }

    [Fact]
    public void Whatever_it_takes_for_a_registry_makes_a_URI()
    {
        foreach (var registry in new[] { "localhost", "a", "ghcr.io", "1.2.3.4:65535", "[::1]:1", "a-b.c--d:80", "xn--bcher-kva.example" })
        {
            ImageReference.IsRegistry(registry).ShouldBeTrue(registry);
            new Uri($"https://{registry}/v2/").Host.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Bounds_every_part()
    {
        ImageReference.IsRepository(new string('a', 255)).ShouldBeTrue();
        ImageReference.IsRepository(new string('a', 256)).ShouldBeFalse();
        ImageReference.IsTag(new string('a', 128)).ShouldBeTrue();
        ImageReference.IsTag(new string('a', 129)).ShouldBeFalse();
        ImageReference.IsRegistry(new string('a', 256)).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_hostile_name_quickly()
    {
        ProcessorTime.Of(() =>
        {
            ImageReference.TryParse(string.Concat(Enumerable.Repeat("a-", 500_000)) + "!", out _).ShouldBeFalse();
            ImageReference.TryParse("ghcr.io/" + string.Concat(Enumerable.Repeat("a-", 120)) + "!", out _).ShouldBeFalse();
        }).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Names_what_it_refuses_and_says_how_to_write_it()
    {
        Should.Throw<FormatException>(() => ImageReference.Parse("Not A Name")).Message.ShouldContain("write registry/repository:tag");
        Should.Throw<FormatException>(() => ImageReference.Parse("ghcr.io/app").WithTag("a b")).Message.ShouldContain("'a b' is not a tag");
    }
}
