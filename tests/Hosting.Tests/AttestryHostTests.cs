using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Tests;

public sealed class AttestryHostTests
{
    [Fact]
    public async Task A_wrong_setting_ends_the_process_with_2()
    {
        var code = await AttestryHost.RunAsync(["--Bus:Transport=pigeon", "--Logging:Console=none"], "test", _ => { }, _ => throw new InvalidOperationException("It was built."));

        code.ShouldBe(AttestryHost.WrongSettings);
    }

    [Fact]
    public async Task A_taken_port_ends_the_process_with_2()
    {
        await using var first = await RunningHost.StartAsync();
        using var folder = new TemporaryFolder();

        var code = await AttestryHost.RunAsync(
            [$"--urls={first.App.Urls.Single()}", "--Logging:Console=none", $"--Storage:Connection={folder.File("store.db")}"], "test", _ => { }, _ => { });

        code.ShouldBe(AttestryHost.WrongSettings);
    }

    [Fact]
    public async Task A_service_that_is_told_to_stop_finishes_the_request_it_holds_and_ends_with_0()
    {
        using var folder = new TemporaryFolder();
        var entered = new TaskCompletionSource();
        var stopping = new TaskCompletionSource();
        WebApplication? running = null;
        var started = new TaskCompletionSource();
        var run = AttestryHost.RunAsync(
            ["--urls=http://127.0.0.1:0", "--Logging:Console=none", $"--Storage:Connection={folder.File("store.db")}"],
            "test",
            _ => { },
            app =>
            {
                running = app;
                app.Lifetime.ApplicationStarted.Register(started.SetResult);
                app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
                app.MapGet("/slow", async () =>
                {
                    entered.SetResult();
                    await stopping.Task;
                    return TypedResults.Text("done");
                }).AllowAnonymous();
            });
        await started.Task;
        using var client = new HttpClient();
        var answer = client.GetStringAsync(new Uri($"{running!.Urls.Single()}/slow"));
        await entered.Task;

        running.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await answer).ShouldBe("done");
        (await run).ShouldBe(0);
    }
}
