using Attestry.Contracts.Documents;
using Attestry.Hosting.Options;
using Attestry.PolicyEvaluator.Signing;
using Attestry.Sigstore.Keys;
using Attestry.Storage;
using Attestry.TestKit.Signing;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class SigningKeyTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void The_first_start_makes_a_P256_key_that_its_owner_alone_can_read()
    {
        using var folder = new TemporaryFolder();
        var options = new SigningOptions { KeyFile = Path.Combine(folder.Path, "new", "folder", "key.pem") };
        var key = SigningKeyFile.Load(options);
        key.Public.Algorithm.ShouldBe(SignatureAlgorithm.EcdsaP256);
        File.ReadAllText(options.KeyFile).ShouldStartWith("-----BEGIN PRIVATE KEY-----");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(options.KeyFile).ShouldBe(Owner);
        Directory.GetFiles(Path.GetDirectoryName(options.KeyFile)!).ShouldHaveSingleItem();
        SigningKeyFile.Load(options).Public.KeyId.ShouldBe(key.Public.KeyId);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_key_that_others_can_open_stops_the_boot(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        var options = new SigningOptions { KeyFile = folder.File("key.pem") };
        SigningKeyFile.Load(options);
        File.SetUnixFileMode(options.KeyFile, Owner | others);
        Should.Throw<OptionsException>(() => SigningKeyFile.Load(options)).Message.ShouldContain("Signing:KeyFile");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXNlY3JldA==\n-----END PRIVATE KEY-----")]
    public void A_file_without_a_key_stops_the_boot_and_is_left_alone(string content)
    {
        using var folder = new TemporaryFolder();
        var options = new SigningOptions { KeyFile = folder.File("key.pem") };
        File.WriteAllText(options.KeyFile, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(options.KeyFile, Owner);
        var message = Should.Throw<OptionsException>(() => SigningKeyFile.Load(options)).Message;
        message.ShouldContain("Signing:KeyFile");
        message.ShouldNotContain("c2VjcmV0");
        File.ReadAllText(options.KeyFile).ShouldBe(content);
    }

    [Fact]
    public void A_key_from_the_environment_comes_first_and_no_file_is_made()
    {
        using var folder = new TemporaryFolder();
        var given = SigningKey.GenerateEcdsaP256();
        var options = new SigningOptions { KeyFile = folder.File("key.pem"), Key = given.ToPem() };
        SigningKeyFile.Load(options).Public.KeyId.ShouldBe(given.Public.KeyId);
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
        options.ToString().ShouldNotContain("PRIVATE");
        Should.Throw<OptionsException>(() => SigningKeyFile.Load(options with { Key = "nonsense" })).Message.ShouldContain("Signing:Key");
    }

    // Each round has its own file; of a hundred a rename that replaces is caught for certain.
    [Fact]
    public async Task Processes_that_start_at_once_agree_on_one_key()
    {
        using var folder = new TemporaryFolder();
        foreach (var round in Enumerable.Range(0, 100))
        {
            var file = folder.File($"{round}/key.pem");
            using var gate = new ManualResetEventSlim();
            var loads = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    gate.Wait();
                    return SigningKeyFile.Load(new() { KeyFile = file }).Public.KeyId;
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)).ToList();
            gate.Set();
            (await Task.WhenAll(loads)).Distinct().ShouldHaveSingleItem();
            Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task A_rotated_key_stays_published_and_its_summaries_stay_verifiable()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        string old;
        await using (var before = await TestBed.StartAsync(folder: folder, time: time, schedules: true))
        {
            old = before.Get<ISigner>().PublicKey.KeyId;
            await Eventually.HoldsAsync(async () => (await KeysAsync(before)).Count == 1);
            (await KeysAsync(before))[0].RetiredAt.ShouldBeNull();
        }
        File.Move(folder.File("signing-key.pem"), folder.File("old.pem"));
        time.Advance(TimeSpan.FromDays(1));
        await using (var after = await TestBed.StartAsync(folder: folder, time: time, schedules: true))
        {
            await Eventually.HoldsAsync(async () => (await KeysAsync(after)) is [{ RetiredAt: not null }, _]);
            var keys = await KeysAsync(after);
            keys.Select(k => k.Id).ShouldBe([old, after.Get<ISigner>().PublicKey.KeyId]);
            keys.Select(k => k.RetiredAt).ShouldBe([time.GetUtcNow(), null]);
            keys.ShouldAllBe(k => k.Algorithm == "ecdsa-p256" && k.Id == VerificationKey.FromPem(k.PublicKey, SignatureAlgorithm.None).KeyId);
        }
        File.Move(folder.File("old.pem"), folder.File("signing-key.pem"), overwrite: true);
        await using var back = await TestBed.StartAsync(folder: folder, time: time, schedules: true);
        await Eventually.HoldsAsync(async () => (await KeysAsync(back)) is [{ RetiredAt: null }, { RetiredAt: not null }]);
    }

    [Fact]
    public async Task No_private_key_is_stored()
    {
        await using var bed = await TestBed.StartAsync(schedules: true);
        await Eventually.HoldsAsync(async () => (await KeysAsync(bed)).Count == 1);
        (await KeysAsync(bed))[0].PublicKey.ShouldNotContain("PRIVATE");
    }

    [Fact]
    public async Task No_decision_is_signed_with_a_key_that_is_not_published()
    {
        await using var bed = await TestBed.StartAsync(schedules: true);
        await Eventually.HoldsAsync(async () => (await KeysAsync(bed)).Count == 1);
        var (artifact, fresh) = (await bed.AddImageAsync(), new SigningKeyPublication(bed.Store, SigningKey.GenerateEcdsaP256(), bed.Time));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fresh.EnsureAsync(default)));
        (await KeysAsync(bed)).Count.ShouldBe(2);
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        (await KeysAsync(bed)).Select(key => key.Id).ShouldContain((await bed.DecisionsAsync(artifact))[0].KeyId);
    }

    private static async Task<IReadOnlyList<SigningKeyDocument>> KeysAsync(TestBed bed) =>
        [.. (await bed.Store.Collection(Collections.SigningKeys).QueryAsync(new("by_added"), default)).Items.Select(i => i.Document)];

    [Fact]
    public async Task A_key_in_a_key_store_signs_and_none_is_made()
    {
        await using var vault = await TestVault.StartAsync();
        using var folder = new TemporaryFolder();
        vault.Add("decisions", SigningKey.GenerateEcdsaP256());
        var options = new SigningOptions
        {
            KeyFile = folder.File("key.pem"),
            KeyUri = "hashivault://decisions",
            Vault = new() { Address = vault.Address.AbsoluteUri, Token = TestVault.Token },
        };

        var signer = SigningKeySource.Load(options, []);
        var signature = await signer.SignAsync("decided"u8.ToArray(), default);
        signer.PublicKey.Verify("decided"u8, signature).ShouldBeTrue();
        File.Exists(options.KeyFile).ShouldBeFalse();
        options.ToString().ShouldNotContain(TestVault.Token);
        foreach (var bad in new[]
        {
            options with { KeyUri = "hashivault://other" },
            options with { KeyUri = "awskms:///alias/decisions" },
            options with { Vault = null },
            options with { Vault = options.Vault with { Token = "wrong" } },
            options with { Vault = options.Vault with { Token = "" } },
            options with { Vault = options.Vault with { Address = "here" } },
        })
            Should.Throw<OptionsException>(() => SigningKeySource.Load(bad, [])).Message.ShouldContain("Setting 'Signing:");
    }

    [Fact]
    public void A_key_store_that_the_host_brings_is_asked()
    {
        var key = SigningKey.GenerateEcdsaP256();
        SigningKeySource.Load(new() { KeyUri = "awskms:///alias/decisions" }, [new HostKeyStore(key)]).ShouldBeSameAs(key);
    }

    private sealed class HostKeyStore(SigningKey key) : IKeyStore
    {
        public string Scheme => "awskms";

        public Task<ISigner> OpenAsync(string name, CancellationToken cancellation) =>
            name == "/alias/decisions" ? Task.FromResult<ISigner>(key) : throw new FormatException($"There is no {name}.");
    }
}
