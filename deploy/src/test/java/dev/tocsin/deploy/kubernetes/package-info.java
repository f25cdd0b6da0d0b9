/** Compares the manifests with the code, and with the types of Kubernetes and of the operators. */
package dev.tocsin.deploy.kubernetes;
