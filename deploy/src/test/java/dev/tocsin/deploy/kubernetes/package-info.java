/** Holds the manifests to what the code says, and to what Kubernetes and the operators take. */
package dev.tocsin.deploy.kubernetes;
