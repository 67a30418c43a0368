using Attestry.Contracts.Messages;
using Attestry.PolicyEvaluator.Reevaluations;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Consumers;

/// <summary>An exception came or went: what it covers is judged anew.</summary>
public sealed class NoteExceptionConsumer(IDocumentStore store, ReevaluationQueue queue, ReevaluationPass pass) : IConsumer<ExceptionChanged>
{
    public async Task Consume(ConsumeContext<ExceptionChanged> context)
    {
        if (await store.Collection(Collections.Exceptions).GetAsync(context.Message.Exception, context.CancellationToken) is not { } found)
            return;
        await queue.ExceptionChangedAsync(found.Document, context.Message.Revoked, context.CancellationToken);
        await pass.RunAsync(context.CancellationToken);
    }
}
