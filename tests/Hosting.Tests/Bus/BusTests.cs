using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Hosting.Options;
using Attestry.Primitives;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Tests.Bus;

public sealed class BusTests
{
    [Fact]
    public async Task A_message_in_memory_arrives_as_it_was_sent()
    {
        var inbox = new Inbox();
        await using var host = await RunningHost.StartAsync(null, inbox.AddTo);
        var sent = new ArtifactResolved("127.0.0.1:5000/a@" + Digest.Sha256([1]), Digest.Sha256([1]), ArtifactKind.Index);

        await host.App.Services.GetRequiredService<IBus>().Publish(sent);

        (await inbox.FirstAsync()).ShouldBe(sent);
    }

    [Theory]
    [InlineData("Bus:Transport", "pigeon", "'Bus:Transport' must be memory or rabbitmq")]
    [InlineData("Bus:Transport", "rabbitmq", "'Bus:Connection' is missing")]
    [InlineData("Bus:Prefetch", "0", "'Bus:Prefetch' must be 1 to 1000")]
    public async Task A_wrong_setting_stops_the_boot(string key, string value, string message)
    {
        var refusal = await Should.ThrowAsync<OptionsException>(() => RunningHost.StartAsync(null, null, (key, value)));

        refusal.Message.Replace("': ", "' ", StringComparison.Ordinal).ShouldContain(message);
    }

    [Fact]
    public async Task A_wrong_connection_is_refused_without_repeating_its_password()
    {
        var refusal = await Should.ThrowAsync<OptionsException>(() =>
            RunningHost.StartAsync(null, null, ("Bus:Transport", "rabbitmq"), ("Bus:Connection", "http://user:hunter2@broker/")));

        refusal.Message.ShouldContain("'Bus:Connection'");
        refusal.Message.ShouldNotContain("hunter2");
    }
}
