using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Primitives.Tests;

public sealed class DigestTests
{
    private const string EmptySha256 = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Names_empty_content_as_FIPS_180_does() => Digest.Sha256([]).Text.ShouldBe(EmptySha256);

    [Fact]
    public void Takes_every_registered_algorithm()
    {
        var content = Encoding.UTF8.GetBytes("content");
        foreach (var (name, hash) in new[]
        {
            (HashAlgorithmName.SHA256, SHA256.HashData(content)),
            (HashAlgorithmName.SHA384, SHA384.HashData(content)),
            (HashAlgorithmName.SHA512, SHA512.HashData(content)),
        })
        {
            var digest = Digest.FromHash(name, hash);
            digest.HashAlgorithm.ShouldBe(name);
            digest.ToBytes().ShouldBe(hash);
            Digest.Parse(digest.Text).ShouldBe(digest);
            digest.Matches(content).ShouldBeTrue();
            digest.Matches([.. content, 0]).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("sha256")]
    [InlineData("sha256:")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85g")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n")]
    [InlineData(" sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:../../../../../../../../etc/passwd/../../../../../../etc/passwd/.")]
    public void Refuses_what_is_not_a_digest_of_a_registered_algorithm(string? text)
    {
        Digest.TryParse(text, out var digest).ShouldBeFalse();
        digest.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Says_how_to_write_one_without_repeating_control_characters() =>
        Should.Throw<FormatException>(() => Digest.Parse("sha256:\u001b[31m")).Message.ShouldContain("'sha256:?[31m' is not a digest");

    [Fact]
    public void Refuses_a_hash_of_another_length()
    {
        Should.Throw<ArgumentException>(() => Digest.FromHash(HashAlgorithmName.SHA256, new byte[31]));
        Should.Throw<ArgumentException>(() => Digest.FromHash(HashAlgorithmName.MD5, new byte[16]));
        Should.Throw<ArgumentException>(() => Digest.FromHash(default, new byte[32]));
    }

    [Fact]
    public void Default_names_no_content()
    {
        Digest none = default;
        none.IsEmpty.ShouldBeTrue();
        none.Text.ShouldBe("");
        none.Algorithm.ShouldBe("");
        none.Hex.ShouldBe("");
        none.Matches([]).ShouldBeFalse();
        none.ShouldNotBe(Digest.Sha256([]));
    }

    [Fact]
    public void Orders_by_ordinal_text()
    {
        Digest[] digests = [.. Enumerable.Range(0, 20).Select(i => Digest.Sha256([(byte)i]))];
        digests.Order().Select(d => d.Text).ShouldBe(digests.Select(d => d.Text).Order(StringComparer.Ordinal));
        var (low, high) = (digests.Min(), digests.Max());
        (low < high && high > low && low <= high && high >= low).ShouldBeTrue();
        (low > high || high < low).ShouldBeFalse();
    }

    [Fact]
    public void Is_text_in_JSON_as_value_and_as_property_name()
    {
        var digest = Digest.Parse(EmptySha256);
        JsonSerializer.Serialize(digest).ShouldBe($"\"{EmptySha256}\"");
        JsonSerializer.Deserialize<Digest>($"\"{EmptySha256}\"").ShouldBe(digest);
        var map = new Dictionary<Digest, int> { [digest] = 1 };
        var json = JsonSerializer.Serialize(map);
        json.ShouldBe($$"""{"{{EmptySha256}}":1}""");
        JsonSerializer.Deserialize<Dictionary<Digest, int>>(json)!.ShouldBe(map);
        JsonSerializer.Deserialize<Digest>("null").IsEmpty.ShouldBeTrue();
        JsonSerializer.Deserialize<Digest>("\"\"").IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"sha256:zz\"")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("[\"sha256\"]")]
    public void Refuses_other_JSON_with_a_JSON_error(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Digest>(json));
}
