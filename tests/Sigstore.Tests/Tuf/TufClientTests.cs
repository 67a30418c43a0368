using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Tests.Tuf;

/// <summary>A client against a repository, its thieves and its network.</summary>
public sealed class TufClientTests
{
    private readonly TestTufRepository _repository = new();

    private readonly MemoryTufStore _store = new();

    private readonly ManualTime _time = new(TestTufRepository.Now);

    private readonly byte[] _pinned;

    public TufClientTests()
    {
        _pinned = _repository.Root(1);
        _repository.Publish();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gives_a_target_and_asks_for_little_the_second_time(bool consistent)
    {
        _repository.Consistent = consistent;
        _repository.PublishRoot();
        _repository.Publish();

        await GetsAsync();
        _repository.Asked.Clear();
        await GetsAsync();
        _repository.Asked.ShouldBe(["3.root.json", "timestamp.json"]);
    }

    [Fact]
    public async Task What_was_stored_is_enough_until_it_expires()
    {
        await GetsAsync();
        (await GetAsync(offline: true)).Content.ShouldBe(TestTufRepository.Content);
        var nothing = new TufClient(_pinned, null, new MemoryTufStore(), _time);
        (await nothing.GetAsync("trusted_root.json", default)).Finding!.Id.ShouldBe(TufFindings.Missing);
        _time.Advance(TimeSpan.FromDays(31));
        (await GetAsync(offline: true)).Finding!.Id.ShouldBe(TufFindings.Expired);
    }

    [Fact]
    public async Task What_is_altered_in_the_store_counts_for_nothing()
    {
        await GetsAsync();
        foreach (var name in _store.Files.Keys.ToList())
            _store.Files[name] = Encoding.UTF8.GetBytes("{}");
        _store.Files["2.root.json"] = new TestTufRepository().Root(1);

        await GetsAsync();
    }

    [Fact]
    public async Task Follows_roots_whose_keys_change()
    {
        for (var rotation = 0; rotation < 5; rotation++)
        {
            var old = _repository.Keys["root"];
            _repository.Keys["root"] = [SigningKey.GenerateEd25519(), SigningKey.GenerateEcdsaP256(), old[0]];
            _repository.PublishRoot(old.Concat(_repository.Keys["root"]).DistinctBy(key => key.Public.KeyId));
            _repository.Keys["timestamp"] = [SigningKey.GenerateEcdsaP256()];
            _repository.PublishRoot();
            _repository.Publish();
            await GetsAsync();
        }
        _store.Files.Keys.Count(name => name.EndsWith(".root.json", StringComparison.Ordinal)).ShouldBe(10);
        (await GetAsync(offline: true)).Content.ShouldBe(TestTufRepository.Content);
    }

    [Fact]
    public async Task A_new_root_must_be_signed_by_the_old_keys_and_by_its_own()
    {
        var old = _repository.Keys["root"];
        _repository.Keys["root"] = [SigningKey.GenerateEcdsaP256(), SigningKey.GenerateEcdsaP256()];
        _repository.PublishRoot(_repository.Keys["root"]);
        await RefusesAsync(TufFindings.ThresholdNotMet);
        _repository.Versions["root"]--;
        _repository.PublishRoot(old);
        await RefusesAsync(TufFindings.ThresholdNotMet);
        _repository.Versions["root"]--;
        _repository.PublishRoot(old.Concat(_repository.Keys["root"]));
        await GetsAsync();
    }

    [Fact]
    public async Task Roots_in_between_may_have_expired_and_the_last_may_not()
    {
        _repository.Expiry["root"] = TestTufRepository.Now.AddDays(-1);
        _repository.PublishRoot();
        await RefusesAsync(TufFindings.Expired);
        _repository.Expiry.Clear();
        _repository.PublishRoot();
        await GetsAsync();
    }

    [Fact]
    public async Task A_root_of_another_version_than_its_name_is_refused()
    {
        _repository.Versions["root"] = 5;
        _repository.PublishRoot();
        _repository.Files["2.root.json"] = _repository.Root(6);
        await RefusesAsync(TufFindings.Rollback);
    }

    [Theory]
    [InlineData("timestamp")]
    [InlineData("snapshot")]
    [InlineData("targets")]
    public async Task An_expired_role_is_refused(string role)
    {
        _repository.Expiry[role] = TestTufRepository.Now;
        _repository.Publish();
        await RefusesAsync(TufFindings.Expired);
    }

    [Theory]
    [InlineData("timestamp")]
    [InlineData("snapshot")]
    [InlineData("targets")]
    public async Task A_role_that_another_signs_is_refused(string thief)
    {
        var stranger = SigningKey.GenerateEcdsaP256();
        _repository.Publish(signers: role => role == thief ? [stranger] : _repository.Keys[role]);
        await RefusesAsync(TufFindings.ThresholdNotMet);
        _repository.Publish(signers: role => role == thief ? [] : _repository.Keys[role]);
        await RefusesAsync(TufFindings.ThresholdNotMet);
    }

    [Fact]
    public async Task One_key_under_two_ids_counts_once()
    {
        var key = SigningKey.GenerateEcdsaP256();
        _repository.Keys["targets"] = [key];
        _repository.Thresholds["targets"] = 2;
        _repository.PublishRoot(change: root =>
        {
            root["keys"]!["alias"] = TestTufRepository.Key(key);
            root["roles"]!["targets"]!["keyids"]!.AsArray().Add("alias");
        });
        _repository.Publish();
        var signed = JsonNode.Parse(_repository.Files[$"{_repository.Versions["targets"]}.targets.json"])!;
        var alias = signed["signatures"]![0]!.DeepClone();
        alias["keyid"] = "alias";
        signed["signatures"]!.AsArray().Add(alias);
        var twice = Encoding.UTF8.GetBytes(signed.ToJsonString());
        _repository.Publish((role, metadata) =>
        {
            if (role == "snapshot")
                metadata["meta"]!["targets.json"] = new JsonObject { ["version"] = 2 };
        });
        _repository.Files["2.targets.json"] = twice;
        await RefusesAsync(TufFindings.ThresholdNotMet);
    }

    [Fact]
    public async Task A_threshold_of_two_needs_two()
    {
        _repository.Keys["targets"] = [SigningKey.GenerateEcdsaP256(), SigningKey.GenerateEd25519(), TestTufRepository.RsaKey];
        _repository.Thresholds["targets"] = 2;
        _repository.PublishRoot();
        _repository.Publish(signers: role => role == "targets" ? _repository.Keys[role].Take(1) : _repository.Keys[role]);
        await RefusesAsync(TufFindings.ThresholdNotMet);
        _repository.Publish(signers: role => role == "targets" ? _repository.Keys[role].Skip(1) : _repository.Keys[role]);
        await GetsAsync();
    }

    [Fact]
    public async Task A_key_of_RSA_PSS_signs_and_one_of_an_unknown_scheme_does_not()
    {
        using var rsa = RSA.Create(2048);
        foreach (var (scheme, signs) in new[] { ("rsassa-pss-sha256", true), ("sphincs+", false) })
        {
            _repository.PublishRoot(change: root =>
            {
                root["keys"]!["pss"] = TestTufRepository.Key("rsa", scheme, rsa.ExportSubjectPublicKeyInfoPem());
                root["roles"]!["timestamp"]!["keyids"] = new JsonArray("pss");
            });
            _repository.Publish();
            var timestamp = JsonNode.Parse(_repository.Files["timestamp.json"])!;
            var signed = TestTufRepository.Canonical(timestamp["signed"]);
            timestamp["signatures"] = new JsonArray(new JsonObject
            {
                ["keyid"] = "pss",
                ["sig"] = Convert.ToHexStringLower(rsa.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            });
            _repository.Files["timestamp.json"] = Encoding.UTF8.GetBytes(timestamp.ToJsonString());
            if (signs)
                await GetsAsync();
            else
                await RefusesAsync(TufFindings.ThresholdNotMet);
        }
    }

    [Fact]
    public async Task An_older_timestamp_is_refused_and_what_was_seen_is_kept()
    {
        var old = _repository.Files["timestamp.json"];
        _repository.Publish();
        await GetsAsync();
        var newer = _store.Files["timestamp.json"];
        _repository.Files["timestamp.json"] = old;
        await RefusesAsync(TufFindings.Rollback);
        _store.Files["timestamp.json"].ShouldBe(newer);
    }

    [Fact]
    public async Task A_newer_timestamp_for_an_older_snapshot_is_refused()
    {
        _repository.Publish();
        await GetsAsync();
        _repository.Versions["snapshot"] = 0;
        _repository.Publish();
        await RefusesAsync(TufFindings.Rollback);
    }

    [Fact]
    public async Task A_newer_snapshot_with_older_or_without_targets_is_refused()
    {
        _repository.Publish();
        await GetsAsync();
        _repository.Versions["targets"] = 0;
        _repository.Publish();
        await RefusesAsync(TufFindings.Rollback);
        _repository.Versions["targets"] = 7;
        _repository.Publish((role, metadata) =>
        {
            if (role == "snapshot")
                metadata["meta"]!.AsObject().Remove("targets.json");
        });
        await RefusesAsync(TufFindings.Rollback);
        _repository.Publish();
        await GetsAsync();
    }

    [Fact]
    public async Task After_a_change_of_keys_versions_may_begin_anew()
    {
        _repository.Versions["timestamp"] = 1_000_000;
        _repository.Publish();
        await GetsAsync();
        _repository.Versions["timestamp"] = 5;
        _repository.Publish();
        await RefusesAsync(TufFindings.Rollback);
        _repository.Keys["timestamp"] = [SigningKey.GenerateEd25519()];
        _repository.PublishRoot();
        _repository.Publish();
        await GetsAsync();
    }

    [Fact]
    public async Task Files_of_two_states_are_not_mixed()
    {
        var (snapshot, targets) = (_repository.Files["1.snapshot.json"], _repository.Files["1.targets.json"]);
        _repository.Targets["targets"]["other.json"] = [1];
        _repository.Publish();
        var good = _repository.Files["2.targets.json"];
        _repository.Files["2.targets.json"] = targets;
        await RefusesAsync(TufFindings.Mismatch);
        (_repository.Files["2.targets.json"], _repository.Files["2.snapshot.json"]) = (good, snapshot);
        _store.Files.Clear();
        await RefusesAsync(TufFindings.Mismatch);
    }

    [Fact]
    public async Task Without_hashes_the_version_must_still_be_the_named_one()
    {
        var targets = _repository.Files["1.targets.json"];
        _repository.Publish((role, metadata) =>
        {
            if (role == "snapshot")
                metadata["meta"]!["targets.json"] = new JsonObject { ["version"] = 2 };
        });
        _repository.Files["2.targets.json"] = targets;
        await RefusesAsync(TufFindings.Mismatch);
    }

    [Theory]
    [InlineData("length")]
    [InlineData("byte")]
    [InlineData("shorter")]
    public async Task Another_content_of_a_target_is_refused(string change)
    {
        var path = _repository.Files.Keys.Single(name => name.StartsWith("targets/", StringComparison.Ordinal));
        _repository.Files[path] = change switch
        {
            "length" => [.. TestTufRepository.Content, (byte)' '],
            "shorter" => TestTufRepository.Content[..^1],
            _ => [.. TestTufRepository.Content[..^1], (byte)' '],
        };
        await RefusesAsync(change == "length" ? TufFindings.TooLong : TufFindings.Mismatch);
        _store.Files.Keys.ShouldNotContain(name => name.StartsWith("target.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2.root.json", TufLimits.RootBytes)]
    [InlineData("timestamp.json", TufLimits.TimestampBytes)]
    [InlineData("1.snapshot.json", 2000)]
    [InlineData("1.targets.json", 2000)]
    public async Task Endless_data_is_read_no_further_than_it_may_be(string path, long most)
    {
        using var endless = new EndlessStream();
        _repository.Streams[path] = endless;
        await RefusesAsync(TufFindings.TooLong);
        endless.Taken.ShouldBeLessThan(most + 64 * 1024);
    }

    [Theory]
    [InlineData("timestamp.json")]
    [InlineData("1.snapshot.json")]
    [InlineData("1.targets.json")]
    public async Task A_file_that_is_held_back_is_missed(string path)
    {
        _repository.Files.Remove(path);
        await RefusesAsync(TufFindings.Missing);
    }

    [Fact]
    public async Task A_target_that_nobody_names_is_not_there() =>
        (await GetAsync("another.json")).Finding!.Id.ShouldBe(TufFindings.TargetUnknown);

    [Fact]
    public async Task No_more_roots_are_followed_than_anybody_needs()
    {
        for (var root = 0; root <= TufLimits.RootRotations; root++)
            _repository.PublishRoot(_repository.Keys["root"].Take(2));
        await RefusesAsync(TufFindings.LimitReached);
    }

    [Fact]
    public async Task A_pinned_root_that_is_not_signed_is_none()
    {
        var root = JsonNode.Parse(_pinned)!;
        root["signatures"] = new JsonArray();
        var client = new TufClient(Encoding.UTF8.GetBytes(root.ToJsonString()), _repository, _store, _time);
        (await client.GetAsync("trusted_root.json", default)).Finding!.Id.ShouldBe(TufFindings.ThresholdNotMet);
        (await new TufClient("{}"u8.ToArray(), _repository, _store, _time).GetAsync("trusted_root.json", default)).Finding!.Id.ShouldBe(TufFindings.Malformed);
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "_type", "\"root\"" },
        { "version", "0" },
        { "version", "-1" },
        { "version", "1.5" },
        { "expires", "null" },
        { "expires", "\"tomorrow\"" },
        { "spec_version", "\"2.0\"" },
        { "meta", "null" },
        { "meta", "{}" },
        { "meta", """{"snapshot.json":{"version":0}}""" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_signed_timestamp_that_says_nothing_sensible_is_refused(string field, string value)
    {
        _repository.Publish((role, metadata) =>
        {
            if (role == "timestamp")
                metadata[field] = value == "1.5" ? JsonValue.Create(1.5) : JsonNode.Parse(value);
        });
        await RefusesAsync(TufFindings.Malformed);
    }

    private async Task GetsAsync()
    {
        var (content, finding) = await GetAsync();
        finding.ShouldBeNull();
        content.ShouldBe(TestTufRepository.Content);
    }

    private async Task RefusesAsync(string id)
    {
        var (content, finding) = await GetAsync();
        content.ShouldBeNull();
        finding!.Id.ShouldBe(id);
    }

    private Task<(byte[]? Content, Finding? Finding)> GetAsync(string path = "trusted_root.json", bool offline = false) =>
        new TufClient(_pinned, offline ? null : _repository, _store, _time).GetAsync(path, default);
}
