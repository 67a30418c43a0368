namespace Attestry.SignatureVerifier.Consumers;

internal sealed class VerifyRemovedReferrerConsumerDefinition() : SignatureConsumerDefinition<VerifyRemovedReferrerConsumer>("signature-verifier.referrer-removed");
