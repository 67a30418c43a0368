using Attestry.Contracts;
using Attestry.Hosting.Options;
using Attestry.Hosting.Storage;
using Attestry.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Tests.Storage;

public sealed class StorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_store_is_ready_before_anything_else_starts()
    {
        var builder = Builder(("Storage:Connection", _folder.File("deep/attestry.db")));
        var first = new FirstUser();
        // Registered before the store's own preparation, and started after it all the same.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => first.With(services.GetRequiredService<IDocumentStore>())));
        await using var app = builder.Build();
        await app.StartAsync();
        first.Found.ShouldBe(0);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_store_that_comes_late_is_waited_for()
    {
        var store = new LateStore(failures: 2);
        var builder = Builder(("Storage:StartWait", "00:10:00"));
        builder.Services.AddSingleton<IDocumentStore>(store);
        await using var app = builder.Build();
        await app.StartAsync();
        store.Attempts.ShouldBe(3);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_store_that_does_not_come_stops_the_start_and_names_the_setting()
    {
        var store = new LateStore(failures: int.MaxValue);
        var builder = Builder(("Storage:StartWait", "00:00:02"));
        builder.Services.AddSingleton<IDocumentStore>(store);
        await using var app = builder.Build();
        var e = await Should.ThrowAsync<StoreUnavailableException>(() => app.StartAsync());
        e.Message.ShouldContain("Storage:StartWait");
        e.InnerException.ShouldBeOfType<IOException>();
        store.Attempts.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_does_not_go_on_waiting()
    {
        using var cancel = new CancellationTokenSource();
        var store = new LateStore(failures: int.MaxValue, cancel.Cancel);
        var builder = Builder(("Storage:StartWait", "01:00:00"));
        builder.Services.AddSingleton<IDocumentStore>(store);
        await using var app = builder.Build();
        await Should.ThrowAsync<Exception>(() => app.StartAsync(cancel.Token));
        store.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task PostgreSQL_is_one_setting()
    {
        await using var app = Builder(("Storage:Provider", "postgresql"), ("Storage:Connection", "Host=127.0.0.1;Port=1;Timeout=1"), ("Storage:StartWait", "00:00:00")).Build();
        app.Services.GetRequiredService<IDocumentStore>().ShouldBeOfType<Attestry.Storage.PostgreSql.PostgreSqlDocumentStore>();
        await Should.ThrowAsync<StoreUnavailableException>(() => app.StartAsync());
    }

#if !MONGODB
    [Fact]
    public void A_build_without_MongoDB_says_what_to_do() =>
        Should.Throw<OptionsException>(() => Builder(("Storage:Provider", "mongodb"), ("Storage:Connection", "mongodb://127.0.0.1")))
            .Message.ShouldContain("'Storage:Provider'");
#endif

    [Theory]
    [InlineData("Storage:Provider", "oracle")]
    [InlineData("Storage:Connection", "")]
    [InlineData("Storage:StartWait", "2.00:00:00")]
    [InlineData("Storage:StartWait", "-00:00:01")]
    public void A_wrong_setting_stops_the_boot_and_is_named(string name, string value) =>
        Should.Throw<OptionsException>(() => Builder((name, value))).Message.ShouldContain($"'{name}'");

    [Fact]
    public void A_wrong_connection_string_is_not_repeated()
    {
        var e = Should.Throw<OptionsException>(() => Builder(("Storage:Provider", "postgresql"), ("Storage:Connection", "Host=h;Password=hunter2;Port=many")));
        e.Message.ShouldContain("'Storage:Connection'");
        e.ToString().ShouldNotContain("hunter2");
    }

    private WebApplicationBuilder Builder(params IEnumerable<(string Name, string Value)> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Storage:Connection", _folder.File("attestry.db"))]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.AddAttestryDefaults("storage-test");
        return builder;
    }

    private sealed class FirstUser : IHostedService
    {
        private IDocumentStore? _store;

        internal long Found { get; private set; } = -1;

        internal FirstUser With(IDocumentStore store)
        {
            _store = store;
            return this;
        }

        public async Task StartAsync(CancellationToken cancellationToken) =>
            Found = await _store!.Collection(Collections.Pushes).CountAsync(new("by_received"), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Stands for a server that is still starting.</summary>
    private sealed class LateStore(int failures, Action? attempted = null) : IDocumentStore
    {
        internal int Attempts { get; private set; }

        public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument => throw new NotSupportedException();

        public Task PrepareAsync(CancellationToken cancellation)
        {
            attempted?.Invoke();
            return ++Attempts <= failures ? Task.FromException(new IOException("Connection refused.")) : Task.CompletedTask;
        }

        public Task CheckAsync(CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
