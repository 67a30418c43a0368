namespace Attestry.Vulnerabilities.Csaf;

/// <param name="Id">Of the component as part of the whole: a product of its own.</param>
internal readonly record struct CsafRelationship(string Id, string Component, string Whole);
