using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Tests.Tuf;

/// <summary>Who may name which targets.</summary>
public sealed class TufDelegationTests
{
    private readonly TestTufRepository _repository = new();

    private readonly byte[] _pinned;

    public TufDelegationTests() => _pinned = _repository.Root(1);

    [Theory]
    [InlineData("npm/*", "npm/keys.json", true)]
    [InlineData("npm/*", "npm/a/keys.json", false)]
    [InlineData("npm/*/keys.json", "npm/a/keys.json", true)]
    [InlineData("npm/k?ys.json", "npm/keys.json", true)]
    [InlineData("npm?keys.json", "npm/keys.json", false)]
    [InlineData("*.json", "keys.json", true)]
    [InlineData("*s*s*", "keys.json", true)]
    [InlineData("*", "npm/keys.json", false)]
    [InlineData("npm/keys.json", "npm/keys.jsonx", false)]
    public async Task A_role_names_what_its_pattern_covers(string pattern, string target, bool covered)
    {
        Role("npm", (target, "by npm"));
        Delegate("targets", ("npm", [pattern], false));
        (await GetAsync(target)).ShouldBe(covered ? "by npm" : TufFindings.TargetUnknown);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(64, true)]
    [InlineData(0, false)]
    public async Task A_role_names_what_the_hash_of_its_path_begins_with(int digits, bool covered)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("npm/keys.json"u8));
        Role("npm", ("npm/keys.json", "by npm"));
        Delegate("targets", ("npm", ["*"], false));
        _repository.Publish((role, metadata) =>
        {
            if (role != "targets")
                return;
            var delegation = metadata["delegations"]!["roles"]![0]!.AsObject();
            delegation.Remove("paths");
            // A prefix of other paths, where none of this one is wanted.
            delegation["path_hash_prefixes"] = new System.Text.Json.Nodes.JsonArray(digits > 0 ? hash[..digits] : hash[0] == '0' ? "1" : "0");
        });
        (await LoadAsync("npm/keys.json")).ShouldBe(covered ? "by npm" : TufFindings.TargetUnknown);
    }

    [Fact]
    public async Task The_first_delegation_that_names_a_target_is_believed()
    {
        Role("first", ("a", "first"));
        Role("second", ("a", "second"), ("b", "second"));
        Delegate("targets", ("first", ["*"], false), ("second", ["*"], false));
        (await GetAsync("a")).ShouldBe("first");
        (await GetAsync("b")).ShouldBe("second");
    }

    [Fact]
    public async Task Nobody_is_asked_behind_a_terminating_delegation()
    {
        Role("first", ("a", "first"));
        Role("second", ("b", "second"));
        Delegate("targets", ("first", ["*"], true), ("second", ["*"], false));
        (await GetAsync("b")).ShouldBe(TufFindings.TargetUnknown);
    }

    [Fact]
    public async Task Delegations_go_deep_before_they_go_wide_and_cycles_end()
    {
        Role("first");
        Role("deep", ("a", "deep"));
        Role("second", ("a", "second"), ("b", "second"));
        Delegate("targets", ("first", ["*"], false), ("second", ["*"], false));
        Delegate("first", ("deep", ["*"], false));
        Delegate("deep", ("first", ["*"], false));
        (await GetAsync("a")).ShouldBe("deep");
        (await GetAsync("b")).ShouldBe("second");
        (await GetAsync("c")).ShouldBe(TufFindings.TargetUnknown);
    }

    [Fact]
    public async Task No_more_roles_are_read_than_the_limit()
    {
        Role("role0");
        Delegate("targets", ("role0", ["*"], false));
        for (var i = 1; i < TufLimits.RolesVisited + 5; i++)
        {
            Role($"role{i}");
            Delegate($"role{i - 1}", ($"role{i}", ["*"], false));
        }
        (await GetAsync("a")).ShouldBe(TufFindings.LimitReached);
        _repository.Asked.Count.ShouldBeLessThan(TufLimits.RolesVisited + 5);
    }

    [Fact]
    public async Task A_delegated_role_is_signed_by_its_own_keys()
    {
        Role("npm", ("a", "by npm"));
        Delegate("targets", ("npm", ["*"], false));
        (await GetAsync("a", role => role == "npm" ? _repository.Keys["targets"] : _repository.Keys[role])).ShouldBe(TufFindings.ThresholdNotMet);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("timestamp")]
    [InlineData("snapshot")]
    [InlineData("targets")]
    public async Task No_delegated_role_takes_the_name_of_a_top_one(string name)
    {
        Role("npm");
        Delegate("targets", ("npm", ["*"], false));
        _repository.Publish((role, metadata) =>
        {
            if (role == "targets")
                metadata["delegations"]!["roles"]![0]!["name"] = name;
        });
        (await LoadAsync("a")).ShouldBe(TufFindings.Malformed);
    }

    private void Role(string name, params (string Path, string Content)[] targets)
    {
        _repository.Keys[name] = [SigningKey.GenerateEcdsaP256()];
        _repository.Targets[name] = targets.ToDictionary(target => target.Path, target => Encoding.UTF8.GetBytes(target.Content));
    }

    private void Delegate(string from, params (string Name, string[] Paths, bool Terminating)[] to) => _repository.Delegations[from] = [.. to];

    private Task<string> GetAsync(string path, Func<string, IEnumerable<SigningKey>>? signers = null)
    {
        _repository.Publish(signers: signers);
        return LoadAsync(path);
    }

    private async Task<string> LoadAsync(string path)
    {
        var (content, finding) = await new TufClient(_pinned, _repository, new MemoryTufStore(), new ManualTime(TestTufRepository.Now)).GetAsync(path, default);
        return content is null ? finding!.Id : Encoding.UTF8.GetString(content);
    }
}
